using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Stopping;

/// <summary>
/// A Visor that has hardly begun is told to stop, at each moment of its first fifth of a second, while a core stands at the block of its upgrade, or just before
/// it, or is only coming there. No core that is ready is ended without its upgrade being due from then on, or noted as one that has to be looked at.
/// </summary>
public sealed class StoppedAtStartTests
{
    private const int KilledBySigTerm = 128 + Native.SigTerm;
    private const long FarAhead = 1_000_000;
    private const string Patiently = "maxNumberOfRestarts = 1000\n";

    [Fact]
    public Task A_core_that_stands_ready_and_that_nobody_has_heard() => AtEachMoment(
        withDataNode: false, step: 20, steps: 11, Abandon, (node, release) => node.Ledger.WaitFor("ready", release));

    [Fact]
    public Task A_core_that_reaches_the_block_while_Visor_begins() => AtEachMoment(withDataNode: true, step: 40, steps: 6, Abandon, (node, _) => Height(node, -3));

    [Fact]
    public Task A_core_that_Visor_has_just_started_and_that_is_at_the_block_at_once() => AtEachMoment(withDataNode: false, step: 200, steps: 6, Stop, (node, _) => Height(node, 1));

    private static Task Abandon(TestProcess visor) => visor.Kill();

    private static async Task Stop(TestProcess visor) => (await visor.Terminate()).ShouldBe(0, visor.Output);

    private static Task<TestNode> Height(TestNode node, long beyond) =>
        Eventually.See(() => node.Network.Height >= node.Network.UpgradeHeight + beyond ? node : null, node.Everything);

    /// <param name="step">Milliseconds from one moment to the next.</param>
    /// <param name="leave">Ends the Visor that has heard of the upgrade.</param>
    /// <param name="come">Waits until the node is where the next one is to find it.</param>
    private static async Task AtEachMoment(bool withDataNode, int step, int steps, Func<TestProcess, Task> leave, Func<TestNode, string, Task> come)
    {
        await using var node = await TestNode.Create(withDataNode, Patiently);
        var visor = await node.RunUntilReady();
        var heard = 0;
        for (var i = 0; i < steps; i++)
        {
            var (release, next) = (Release(i), Release(i + 1));
            await node.Prepare(next);
            await leave(await Heard(node, visor, next));
            await come(node, release);

            // A program that is compiled as it runs takes its time to listen: every other moment is counted from then.
            visor = node.Run();
            if (i % 2 == 1)
                await Listens(node, visor);
            await Task.Delay(i * step, TestContext.Current.CancellationToken);
            heard += await ShouldEndCleanly(node, visor) ? 1 : 0;
            NoReadyCoreHasEndedUnheard(node, release, next);

            visor = node.Run();
            await node.WaitForStatus(s => visor.HasExited || (s.Visor.Pid == visor.Pid && s.IsReady(next)), $"ready with {next}");
            visor.HasExited.ShouldBeFalse(node.Everything());
            await node.Ledger.WaitFor("block-after-start", next);
            OnlyForward(node, release, next);
        }

        heard.ShouldBeGreaterThanOrEqualTo(steps / 2, "every SIGTERM after it listens is heard");
        await node.StopCleanly(visor, wholeSets: false);
    }

    // It takes the home once it listens to signals.
    private static Task<TestNode> Listens(TestNode node, TestProcess visor) =>
        Eventually.See(() => visor.HasExited || Holds(visor.Pid, node.In(".visor", "lock")) ? node : null, node.Everything);

    private static bool Holds(int pid, string path)
    {
        try
        {
            return new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos().Any(fd => string.Equals(fd.LinkTarget, path, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // A descriptor, or all of it, has gone meanwhile.
        }
    }

    // A Visor that begins asks at once, and often from then on; one that has heard of nothing asks every other second.
    private static async Task<TestProcess> Heard(TestNode node, TestProcess before, string next)
    {
        node.Network.UpgradeIn(FarAhead, next);
        await before.Kill();
        var visor = node.Run();
        await node.WaitForStatus(s => s.Visor.Pid == visor.Pid && string.Equals(s.Upgrade?.Tag, next, StringComparison.Ordinal), $"{next} seen");
        node.Network.UpgradeIn(20, next);
        await node.WaitForStatus(s => s.Upgrade?.Height == node.Network.UpgradeHeight, $"{next} at {node.Network.UpgradeHeight} seen");
        return visor;
    }

    // It has stopped the node and says so, or it was not yet listening and has done nothing at all.
    private static async Task<bool> ShouldEndCleanly(TestNode node, TestProcess visor)
    {
        var living = node.Living("core");
        visor.Signal(Native.SigTerm);
        var code = await visor.WaitForExitAlone();
        code.ShouldBeOneOf([0, KilledBySigTerm], node.Everything());
        if (code == 0)
        {
            node.NothingLives();
        }
        else
        {
            node.Journal.ShouldNotContain($"\"pid\":{visor.Pid.ToString(CultureInfo.InvariantCulture)}", Case.Sensitive, node.Everything());
            node.Living("core").Select(l => l.Pid).ShouldBe(living.Select(l => l.Pid), node.Everything());
        }

        return code == 0;
    }

    private static void NoReadyCoreHasEndedUnheard(TestNode node, string release, string next)
    {
        var journal = new JournalReport(node.Home);
        if (node.Ledger.All("ready", release).Count > 0 && node.Living("core").Count == 0 && !journal.Has("due", next))
            journal.Entries[^1].ToString().ShouldContain("\"unsure\":true", Case.Sensitive, node.Everything());
    }

    private static void OnlyForward(TestNode node, string release, string next)
    {
        // One that was stopped at its block before it was ready has never been; its data has told that the upgrade is due.
        if (node.Ledger.All("ready", release) is [{ MonotonicNs: var ready }, ..])
            node.Ledger.All("start", release).ShouldAllBe(start => start.MonotonicNs < ready, node.Everything());
        node.Ledger.All("start", next)[0].Flag.ShouldBe(node.Network.UpgradeHeight.ToString(CultureInfo.InvariantCulture), node.Everything());
        node.Ledger.Disasters.ShouldBeEmpty(node.Everything());
    }

    private static string Release(int number) => $"v0.{(number + 1).ToString(CultureInfo.InvariantCulture)}.0";
}
