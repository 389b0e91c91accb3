using Microsoft.Extensions.Time.Testing;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;

namespace Visor.Tests.Supervision;

/// <summary>A configuration that stays as the test gives it: no file stands behind it, and its clock does not move.</summary>
internal static class Configured
{
    public static LiveConfiguration As(VisorConfig config) =>
        new("/nonexistent/config.toml", new ConfigurationReading<VisorConfig>(config, []), VegaNode.Chain.Defaults, new FakeTimeProvider());
}
