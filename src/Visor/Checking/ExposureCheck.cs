using Visor.Configuration;
using Visor.Model;

namespace Visor.Checking;

/// <summary>Files that are open to users whom they should not be open to. Where there are none, nothing is said.</summary>
internal static class ExposureCheck
{
    public static IEnumerable<Finding> Check(string configFile, VisorConfig config) =>
        ExposedFiles.Find(configFile, config).Select(exposed => Finding.Warning("secrets", $"{exposed.Path}: {exposed.Why}", exposed.Remedy));
}
