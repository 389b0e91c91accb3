using System.Globalization;
using System.Runtime.CompilerServices;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Tests.Documentation;
using Xunit;

namespace Visor.Tests.Configuration;

/// <summary>docs/configuration.md says what the readers do.</summary>
[Pure]
public sealed class ReferenceTests
{
    private readonly string _reference = File.ReadAllText(Path.Combine(Repository(), "docs", "configuration.md"));

    [Fact]
    public void Every_key_is_explained()
    {
        foreach (var key in VisorConfigReader.Keys.Where(k => k is not "upgradeFolders").Append(VisorConfigReader.RpcAddressKey))
            _reference.ShouldContain($"| `{key.Split('.')[^1]}` |", customMessage: key);
        foreach (var key in RunConfigReader.Keys)
            _reference.ShouldContain($"| `{key}` |", customMessage: key);
    }

    [Fact]
    public void The_defaults_are_those_of_the_code()
    {
        var config = new VisorConfig();
        var defaults = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["maxNumberOfFirstConnectionRetries"] = config.MaxNumberOfFirstConnectionRetries,
            ["maxNumberOfRestartConnectionRetries"] = config.MaxNumberOfRestartConnectionRetries,
            ["maxNumberOfRestarts"] = config.MaxNumberOfRestarts,
            ["restartsDelaySeconds"] = config.RestartsDelay.TotalSeconds,
            ["restartsResetSeconds"] = config.RestartsReset.TotalSeconds,
            ["stopDelaySeconds"] = config.StopDelay.TotalSeconds,
            ["stopSignalTimeoutSeconds"] = config.StopSignalTimeout.TotalSeconds,
            ["rpcTimeoutSeconds"] = config.RpcTimeout.TotalSeconds,
            ["rpcSilenceSeconds"] = config.RpcSilence.TotalSeconds,
            ["timeoutSeconds"] = config.Hooks.Timeout.TotalSeconds,
        };
        foreach (var (key, value) in defaults)
            _reference.ShouldContain($"| `{key}` | `{value.ToString(CultureInfo.InvariantCulture)}` |");
    }

    [Fact]
    public void The_example_of_a_run_config_reads_without_a_word()
    {
        var example = _reference[_reference.IndexOf("name = \"v0.75.3\"", StringComparison.Ordinal)..].Split("```")[0];

        RunConfigReader.Read(example, "/home/v/v0.75.3/run-config.toml").Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_examples_of_release_sources_read_without_a_word()
    {
        var examples = Documents.Examples(Documents.Read("docs/releases.md"), "toml");

        examples.Count.ShouldBe(7);
        foreach (var example in examples)
        {
            var reading = Configurations.ReadConfig(example);
            reading.Problems.ShouldBeEmpty(example);
            reading.Value!.AutoInstall.Enabled.ShouldBeTrue(example);
        }
    }

    [Fact]
    public void Every_source_has_an_example()
    {
        var page = Documents.Read("docs/releases.md");
        Documents.Examples(page, "toml").Select(example => Configurations.ReadConfig(example).Value!.AutoInstall.Source).Distinct()
            .ShouldBe(Enum.GetValues<ReleaseSourceKind>());
    }

    private static string Repository([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
