using Visor.Configuration;
using Visor.Model;

namespace Visor.Checking;

/// <summary>Warns of files that are readable or writable for too many users. No finding if there are none.</summary>
internal static class ExposureCheck
{
    public static IEnumerable<Finding> Check(string configFile, VisorConfig config) =>
        ExposedFiles.Find(configFile, config).Select(exposed => Finding.Warning("secrets", $"{exposed.Path}: {exposed.Why}", exposed.Remedy));
}
