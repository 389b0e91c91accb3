using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;

namespace Visor.Tests.Configuration;

/// <summary>Short ways to read a text as one of the two files.</summary>
internal static class Configurations
{
    public static ConfigurationReading<VisorConfig> ReadConfig(string text) => VisorConfigReader.Read(text, "/home/v/config.toml", VegaNode.Chain.Defaults);

    public static ConfigurationReading<RunConfig> ReadRunConfig(string text) => RunConfigReader.Read(text, "/home/v/genesis/run-config.toml");

    public static string Messages<T>(this ConfigurationReading<T> reading)
        where T : class =>
        string.Join('\n', reading.Problems.Select(p => $"{p.Severity}: {p}"));
}
