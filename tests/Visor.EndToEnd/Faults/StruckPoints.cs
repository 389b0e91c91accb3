using System.Collections.Concurrent;
using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Harness.Tracing;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>The places on the way of <see cref="StruckUpgrade"/> where something is to happen: all of them, or some.</summary>
internal static class StruckPoints
{
    private const string Variable = "VISOR_POWER_POINTS";
    private const int AtATime = 3;

    /// <summary>One of so many calls in an ordinary run, beside those at the turning points.</summary>
    private const int OneOf = 30;

    // What the upgrade turns on. The calls behind each are those that make it durable.
    private static readonly string[] TurningPoints =
    [
        "\"type\":\"accepted\"", "\"type\":\"due\"", "\"type\":\"switching\"", "\"type\":\"stopped\"", "current.new v0.2.0", "\"type\":\"activated\"",
        "visor-stamp.json.new {   \"home\"", "\"answered\",\"tag\":\"v0.2.0\"",
    ];

    /// <param name="begin">Starts a Visor that is struck there.</param>
    /// <param name="recover">What the machine does before Visor is started again.</param>
    public static async Task EachEndsWell(
        Tracer tracer, Func<TestNode, ImageDisk, string, TracedVisor> begin, Func<TestNode, ImageDisk, TracedVisor, Task> recover)
    {
        var count = (await StruckUpgrade.EndsWell((node, disk) => tracer.Count(node.Home, disk.Path))).Calls.Count;
        var chosen = Choose(count);
        var outcomes = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        ConcurrentBag<string> failed = [];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(chosen, limit, async (strike, _) =>
        {
            TracedVisor? visor = null;
            try
            {
                await StruckUpgrade.EndsWell((node, disk) => visor = begin(node, disk, strike), recover);
                outcomes[strike] = visor!.StruckAt is { } at ? $"well: {at}" : "not reached";
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                outcomes[strike] = $"FAILED: {visor?.StruckAt}";
                failed.Add($"{strike}: {e}");
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', chosen.Select(strike => $"{strike,-40} {Short(outcomes[strike])}")));
        failed.ShouldBeEmpty(string.Join("\n\n", failed));

        // The way is a little shorter or longer each time.
        outcomes.Values.Count(o => o == "not reached").ShouldBeLessThanOrEqualTo(chosen.Count / 10);
    }

    private static IReadOnlyList<string> Choose(int count)
    {
        var asked = Environment.GetEnvironmentVariable(Variable);
        if (asked is "all")
            return [.. Enumerable.Range(1, count).Select(Number)];
        if (asked is { Length: > 0 })
            return [.. asked.Split(',').SelectMany(Between)];
        var first = Random.Shared.Next(1, OneOf + 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"of {count} calls each {OneOf}th from {first} on");
        return
        [
            .. TurningPoints.Index().Select(turn => $"{turn.Item}+{Number((turn.Index + first) % 3)}"),
            .. Enumerable.Range(1, count).Where(n => n % OneOf == first % OneOf).Select(Number),
        ];
    }

    private static IEnumerable<string> Between(string range) => range.Split('-') is [var first, var last]
        ? Enumerable.Range(Parse(first), Parse(last) - Parse(first) + 1).Select(Number)
        : [range];

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Short(string line) => line.Length > 300 ? line[..300] : line;
}
