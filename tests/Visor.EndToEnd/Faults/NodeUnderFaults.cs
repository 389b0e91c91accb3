using System.Diagnostics;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Staging;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>A node that is tormented, the Visor that looks after it now, and what can be seen of both.</summary>
internal sealed class NodeUnderFaults
{
    private readonly Random _random;
    private readonly FaultTally _strikes;

    public NodeUnderFaults(FetchingNode fetching, Random random, FaultTally strikes)
    {
        (Fetching, _random, _strikes) = (fetching, random, strikes);
        Journal = new JournalTail(Node.In(".visor", "journal.jsonl"));
        Behave();
        Visor = Node.Run();
    }

    public FetchingNode Fetching { get; }

    public TestNode Node => Fetching.Node;

    public JournalTail Journal { get; }

    public TestProcess Visor { get; private set; }

    public void NextVisor(string? fault = null)
    {
        Visor = fault is null ? Node.Run() : Node.RunWithFault(fault);
    }

    /// <summary>A Visor has the home to itself from then on.</summary>
    public Task VisorHasBegun() => Seen(() => HasBegun(Visor), "its line about itself");

    public bool HasBegun(TestProcess visor) =>
        Journal.Read().Any(e => JournalTail.TypeOf(e) is "opened" && e.TryGetProperty("pid", out var pid) && pid.GetInt32() == visor.Pid);

    public Phase PhaseNow() => Phases.Of(Journal.Read(), Node.Status, Visor.Pid);

    /// <summary>The last process of a role that was started; 0: it does not live.</summary>
    public int Living(string role) => Journal.LastPid(role) is var pid and not 0 && Node.IsOurs(pid) ? pid : 0;

    /// <summary>What the core does wrong from its next start on, beside stopping slowly enough to be met at that.</summary>
    public void Misbehave(string what) => Node.Misbehave(Slowly, what);

    public void Behave() => Node.Misbehave(Slowly);

    private const string Slowly = "core:slow-stop=100";

    /// <summary>Looks more often than other waits of the tests: some phases last a millisecond.</summary>
    public async Task Seen(Func<bool> happened, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); !happened(); await Task.Delay(1, TestContext.Current.CancellationToken))
        {
            Visor.HasExited.ShouldBeFalse(Everything());
            if (Stopwatch.GetElapsedTime(began) > Eventually.Patience)
                throw new TimeoutException($"not seen: {what}\n{Everything()}");
        }
    }

    /// <summary>No wait for anything: chance decides how long.</summary>
    public Task Within(int milliseconds) => Between(0, milliseconds);

    public Task Between(int least, int most) => Task.Delay(_random.Next(least, most), TestContext.Current.CancellationToken);

    public string Everything() => $"{_strikes.Table}\n{Fetching.Everything()}";
}
