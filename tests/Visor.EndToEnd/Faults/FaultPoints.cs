using System.Collections.Concurrent;
using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Harness.Tracing;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>The places on the way of <see cref="InterruptedUpgrade"/> where something is to happen: all of them, or some.</summary>
internal static class FaultPoints
{
    private const string Variable = "VISOR_POWER_POINTS";
    private const int AtATime = 3;

    /// <summary>One of so many calls in an ordinary run, beside those at the turning points.</summary>
    private const int OneOf = 30;
    private const int OneSyncOf = 3;
    private const string NotReached = "not reached";

    // What the upgrade turns on. The calls behind each are those that make it durable.
    private static readonly string[] TurningPoints =
    [
        "\"type\":\"accepted\"", "\"type\":\"due\"", "\"type\":\"switching\"", "\"type\":\"stopped\"", "current.new v0.2.0", "\"type\":\"activated\"",
        "visor-stamp.json.new {   \"home\"", "\"answered\",\"tag\":\"v0.2.0\"",
    ];

    /// <summary>Has a Visor struck at some of the calls on its way, or at each.</summary>
    /// <param name="begin">Starts a Visor that is struck there.</param>
    /// <param name="recover">What the machine does before you start Visor again; null: nothing.</param>
    public static async Task EndWell(
        Tracer tracer, Func<TestNode, ImageDisk, string, TracedVisor> begin, Func<TestNode, ImageDisk, TracedVisor, Task>? recover = null)
    {
        var count = (await Way(tracer)).Count;
        var first = Random.Shared.Next(OneOf);
        await EachEndsWell(
            Chosen(count) ?? [
                .. TurningPoints.Index().Select(turn => $"{turn.Item}+{Number((turn.Index + first) % 3)}"),
                .. Sample(count, first, OneOf),
            ],
            begin,
            recover);
    }

    /// <summary>Has one fsync(2) on Visor's way fail, each or some of them.</summary>
    public static async Task EndWellWithOneFailingSync(Tracer tracer)
    {
        var count = (await Way(tracer)).Count(call => call.Contains(" fsync ", StringComparison.Ordinal));
        await EachEndsWell(
            Chosen(count) ?? [.. Sample(count, Random.Shared.Next(OneSyncOf), OneSyncOf).Union(["1"], StringComparer.Ordinal)],
            (node, disk, strike) => tracer.FailSync(node.Home, disk.Path, strike),
            isStamped: false);
    }

    private static async Task<IReadOnlyList<string>> Way(Tracer tracer) => (await InterruptedUpgrade.EndsWell((node, disk) => tracer.Count(node.Home, disk.Path))).Calls;

    private static async Task EachEndsWell(
        IReadOnlyList<string> strikes, Func<TestNode, ImageDisk, string, TracedVisor> begin, Func<TestNode, ImageDisk, TracedVisor, Task>? recover = null, bool isStamped = true)
    {
        var outcomes = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        ConcurrentBag<string> failed = [];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(strikes, limit, async (strike, _) =>
        {
            TracedVisor? visor = null;
            try
            {
                await InterruptedUpgrade.EndsWell((node, disk) => visor = begin(node, disk, strike), recover, isStamped);
                outcomes[strike] = visor!.StruckAt is { } at ? $"well: {at}" : NotReached;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                outcomes[strike] = $"FAILED: {visor?.StruckAt}";
                failed.Add($"{strike}: {e}");
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', strikes.Select(strike => $"{strike,-40} {Short(outcomes[strike])}")));
        failed.ShouldBeEmpty(string.Join("\n\n", failed));

        // The way is a little shorter or longer each time, so that of a sample the last may lie behind its end.
        outcomes.Values.Count(o => o is NotReached).ShouldBeLessThanOrEqualTo(strikes.Count == 1 ? 0 : Math.Max(1, strikes.Count / 10));
    }

    private static IReadOnlyList<string>? Chosen(int count) => Environment.GetEnvironmentVariable(Variable) switch
    {
        "all" => [.. Enumerable.Range(1, count).Select(Number)],
        { Length: > 0 } asked => [.. asked.Split(',').SelectMany(Between)],
        _ => null,
    };

    private static IEnumerable<string> Sample(int count, int first, int oneOf) => Enumerable.Range(1, count).Where(n => n % oneOf == first).Select(Number);

    private static IEnumerable<string> Between(string range) => range.Split('-') is [var first, var last]
        ? Enumerable.Range(Parse(first), Parse(last) - Parse(first) + 1).Select(Number)
        : [range];

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Short(string line) => line.Length > 300 ? line[..300] : line;
}
