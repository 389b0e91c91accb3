using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Faults;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos.Faults;

/// <summary>
/// Visor is killed at each of its checkpoints on the way through one upgrade, and started again; or the step fails; or Visor hangs in it until it is killed. Whatever it was,
/// the upgrade is made once. <c>VISOR_COSMOS_FAULTS=all</c>: every way of failing at every checkpoint.
/// </summary>
public sealed class UpgradeFaultTests
{
    // Work: begin and end of the delay, of the backup, of the script, and behind the link of pre-upgrade.
    private static readonly string[] Way =
    [
        "intent:1", "spawn:1", "pid:1", "started:1", "answered:1", "due:1", "stopping:1", "stopped:1", "work:1", "work:2", "work:3", "work:4", "work:5", "work:6",
        "link:1", "linked:1", "work:7", "work:8", "intent:2", "spawn:2", "pid:2", "started:2", "answered:2",
    ];

    private static readonly bool IsAll = Environment.GetEnvironmentVariable("VISOR_COSMOS_FAULTS") is "all";

    private static readonly string[] InScript = ["work:crash-after:5", "work:crash-before:6", "work:hang:6"];

    public static TheoryData<string> OfHalted { get; } = Of(Fault.CrashAfter);

    public static TheoryData<string> OfEnded { get; } = Of(Fault.CrashBefore);

    [Theory]
    [MemberData(nameof(OfHalted))]
    public async Task A_node_that_halts_and_lives_is_upgraded_once(string fault)
    {
        await using var home = PreparedUpgrade.Create("050");
        home.Network.Pause(PreparedUpgrade.Before);
        var visor = PreparedUpgrade.RunWithFault(home, fault);
        visor = await Reach(home, visor, async () => await home.Rpc.App() >= PreparedUpgrade.Before && HasAnswered(home), "the first answer");
        home.Network.GoOn();
        await EndsWell(home, visor, fault);
    }

    [Theory]
    [MemberData(nameof(OfEnded))]
    public async Task A_node_that_catches_up_and_exits_is_upgraded_once(string fault)
    {
        // Nothing is stopped here, and the old release may be gone before it has answered.
        await using var home = PreparedUpgrade.Create("047");
        home.Network.Pause(60);
        await EndsWell(home, PreparedUpgrade.RunWithFault(home, fault), fault, isCertain: !fault.StartsWith("stopping", StringComparison.Ordinal) && !(fault.StartsWith("answered:", StringComparison.Ordinal) && fault.EndsWith(":2", StringComparison.Ordinal)));
    }

    // Behind one checkpoint and before the next one is nearly the same moment: each way takes one of them, and both the moments of the script.
    private static TheoryData<string> Of(string mode) => [..
        from point in Way
        let parts = point.Split(':')
        from each in new[] { Fault.CrashBefore, Fault.CrashAfter, Fault.Error, Fault.Hang }
        let fault = $"{parts[0]}:{each}:{parts[1]}"
        where string.Equals(each, mode, StringComparison.Ordinal) || IsAll || InScript.Contains(fault, StringComparer.Ordinal) || (each is Fault.Error or Fault.Hang && parts[0] is "work" or "link")
        select fault];

    private static bool HasAnswered(CosmosHome home) => new JournalReport(home.In("cosmovisor")).Entries.Any(e => e.GetProperty("type").ValueEquals("answered"));

    /// <param name="isCertain">Whether the checkpoint is passed on this way.</param>
    private static async Task EndsWell(CosmosHome home, TestProcess visor, string fault, bool isCertain = true)
    {
        var journal = new JournalReport(home.In("cosmovisor"));
        bool IsHeld() => File.Exists(home.In("cosmovisor", "hold"));
        bool IsMade() => journal.Entries is var entries && entries.ToList().FindLastIndex(e => Is(e, "activated")) is >= 0 and var at && entries.Skip(at).Any(e => Is(e, "answered"));
        visor = await Reach(home, visor, () => Task.FromResult(IsHeld() || IsMade()), "the upgrade");
        IsHeld().ShouldBe(InScript.Contains(fault, StringComparer.Ordinal), home.Everything());
        var runs = PreparedUpgrade.ScriptRuns(home).Count;
        if (IsHeld())
        {
            home.Ledger.Living.ShouldBeEmpty(home.Everything());
            home.Current.ShouldBe("genesis", home.Everything());
            await PreparedUpgrade.Resume(home);
            runs++;
            visor = await Reach(home, visor, () => Task.FromResult(IsMade()), "the upgrade that was resumed");
        }

        await home.Rpc.Reaches(PreparedUpgrade.Height + 10);
        PreparedUpgrade.ScriptRuns(home).ShouldBe([.. Enumerable.Repeat("v2 30", runs)], home.Everything());
        runs.ShouldBe(fault is "work:crash-before:6" or "work:hang:6" ? 2 : 1, home.Everything());
        if (isCertain)
            await Eventually.See(() => File.Exists(PreparedUpgrade.Mark(home)) ? home : null, () => $"the fault\n{journal}\n{home.Everything()}"); // It may strike behind what was waited for.
        PreparedUpgrade.EndedWell(home);
        visor.Signal(Native.SigTerm);
        if (await visor.WaitForExitAlone() is 128 + Native.SigKill)
            (await Adopted(home)).ShouldBe(0, home.Everything()); // Struck behind the last line that was waited for.
        else
            (await visor.WaitForExit()).ShouldBe(0, home.Everything());
        home.Ledger.Living.ShouldBeEmpty(home.Everything());
    }

    /// <returns>The exit code of a Visor that has found the node alive, and was asked to stop it.</returns>
    private static async Task<int> Adopted(CosmosHome home)
    {
        var next = PreparedUpgrade.Run(home);
        await next.WaitForLine("is adopted");
        return await next.Terminate();
    }

    private static bool Is(System.Text.Json.JsonElement entry, string type) => entry.GetProperty("type").ValueEquals(type);

    /// <summary>Waits for something; a Visor that is struck before, or hangs and is killed, has a successor, and that one none.</summary>
    private static async Task<TestProcess> Reach(CosmosHome home, TestProcess visor, Func<Task<bool>> holds, string what)
    {
        for (var next = visor; ; visor = next)
        {
            await Eventually.See(async () => visor.HasExited || PreparedUpgrade.Hangs(home, visor) || await holds() ? home : null, () => $"{what}\n{new JournalReport(home.In("cosmovisor"))}\n{home.Everything()}");
            if (PreparedUpgrade.Hangs(home, visor))
                await visor.Kill();
            if (!visor.HasExited)
                return visor;
            (await visor.WaitForExitAlone()).ShouldBe(128 + Native.SigKill, home.Everything());
            next = PreparedUpgrade.Run(home);
        }
    }
}
