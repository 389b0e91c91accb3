using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Benchmarks;

/// <summary>The benchmark measures Cosmovisor on the work of Visor, where it is told of one. What it is told of here only behaves like it.</summary>
public sealed partial class BenchmarkTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task What_is_named_as_cosmovisor_is_measured_beside_Visor()
    {
        using var bench = await Bench.Build();
        var page = await File.ReadAllTextAsync(bench.Page, TestContext.Current.CancellationToken);
        await using var run = bench.Start($"cosmovisor={Bench.StandIn}");

        (await run.WaitForExit(Long)).ShouldBe(0, run.Output);

        const string Tool = "cosmovisor-stand-in, which is not Cosmovisor";
        foreach (var figure in (string[])["upgrade-info.json → old node ended", "old node told or killed → new start", "upgrade-info.json → new start", "upgrade-info.json → RPC answers"])
        {
            Values(run, $"Cosmos: {figure}", "Visor", "ms").Runs.ShouldBe(2, run.Output);
            Values(run, $"Cosmos: {figure}", Tool, "ms").Runs.ShouldBe(2, run.Output);
            Values(run, $"Cosmos: {figure}, by Visor's median", Tool, "×").Runs.ShouldBe(2, run.Output);
        }

        // It looks every 300 ms: of two moments that are half of that apart, it cannot meet both at once.
        Values(run, "Cosmos: upgrade-info.json → old node ended", Tool, "ms").Most.ShouldBeGreaterThan(100, run.Output);

        run.Output.ShouldContain($"is left as it is, because it would show figures of {Tool}.");
        (await File.ReadAllTextAsync(bench.Page, TestContext.Current.CancellationToken)).ShouldBe(page);
    }

    [Theory]
    [InlineData("horcrux=/bin/true", "bench: PEERS names 'horcrux', which bench/run does not know: it knows cosmovisor=PATH, original=PATH and, for any other Visor, visor-ANYTHING=PATH")]
    [InlineData("cosmovisor", "bench: PEERS has 'cosmovisor', which is not NAME=PATH: it knows cosmovisor=PATH, original=PATH and, for any other Visor, visor-ANYTHING=PATH")]
    [InlineData("cosmovisor=/nowhere/cosmovisor", "bench: PEERS names /nowhere/cosmovisor as cosmovisor, and there is no such file: name the program's own path")]
    public async Task What_cannot_be_measured_is_refused_in_one_sentence(string peers, string sentence)
    {
        using var bench = await Bench.Build();
        await using var run = bench.Start(peers);

        (await run.WaitForExit(Long)).ShouldBe(64, run.Output);

        run.Output.ShouldBe(sentence);
    }

    private static (double Most, int Runs) Values(TestProcess run, string figure, string tool, string unit)
    {
        var line = run.Lines.SingleOrDefault(l => l.StartsWith($"| {figure} | {tool} | ", StringComparison.Ordinal)).ShouldNotBeNull(run.Output);
        var values = RowEnd().Match(line);
        values.Groups["unit"].Value.ShouldBe(unit, line);
        return (double.Parse(values.Groups["most"].Value, CultureInfo.InvariantCulture), int.Parse(values.Groups["runs"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"[\d.]+ (?<unit>\S+) \| [\d.]+ \| [\d.]+ \| (?<most>[\d.]+) \| (?<runs>\d+) \|$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RowEnd();
}
