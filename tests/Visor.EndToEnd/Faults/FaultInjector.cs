using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Faults;

/// <summary>Strikes a node, and sees that each blow alone has done no harm.</summary>
internal sealed class FaultInjector(NodeUnderFaults on, Random random, FaultTally strikes)
{
    /// <summary>Less than every limit that Visor has for what is silent.</summary>
    private const int LongestFreeze = 1500;

    private static readonly string[] BadAnswers = ["mute-until={0}", "hang-rpc@until:{0}", "http-500@until:{0}", "close-rpc@until:{0}", "garbage-rpc@until:{0}", "null-rpc@until:{0}"];

    /// <summary>The core that is started after this moment answers as it should only when it is this old; null: every one does.</summary>
    public (DateTimeOffset Since, TimeSpan Age)? Deaf { get; private set; }

    /// <summary>Does it, or kills Visor where there is nothing to do it to.</summary>
    /// <param name="aim">Null: in whichever phase the node is.</param>
    /// <param name="isCertain">The phase was waited for and lasts, so that another one is a defect of this test.</param>
    public async Task Strike(FaultKind blow, Phase? aim, bool isCertain)
    {
        void Struck(FaultKind done)
        {
            var met = on.PhaseNow();
            strikes.Add(aim, met, done);
            if (isCertain)
                met.ShouldBe(aim!.Value, on.Everything());
        }

        on.Visor.HasExited.ShouldBeFalse(on.Everything());
        var isDone = blow switch
        {
            FaultKind.CoreKilled => await Kill("core", () => Struck(blow)),
            FaultKind.DataNodeKilled => await Kill("dataNode", () => Struck(blow)),
            FaultKind.VisorFrozen => await Freeze(on.Visor.Pid, role: null, () => Struck(blow)),
            FaultKind.CoreFrozen => await Freeze(on.Living("core"), "core", () => Struck(blow)),
            FaultKind.DataNodeFrozen => await Freeze(on.Living("dataNode"), "datanode", () => Struck(blow)),
            FaultKind.BadAnswers => await Deafen(() => Struck(blow)),
            FaultKind.SecondVisor => await BeginAnother(() => Struck(blow)),
            FaultKind.BeginnerStopped => await StopBeginner(() => Struck(blow)),
            _ => false,
        };
        if (isDone)
            return;
        await on.Visor.Kill();
        Struck(FaultKind.VisorKilled);
        on.NextVisor();
    }

    /// <summary>From now on cores answer.</summary>
    public void Relent()
    {
        Deaf = null;
        on.Behave();
    }

    private async Task<bool> Kill(string role, Action struck)
    {
        if (on.Living(role) is not (var pid and not 0))
            return false;
        struck();
        _ = Native.Kill(pid, Native.SigKill);
        await on.Seen(() => !on.Node.IsOurs(pid), "the end of what was killed");
        return true;
    }

    private async Task<bool> Freeze(int pid, string? role, Action struck)
    {
        if (pid == 0 || Native.Kill(pid, Native.SigStop) != 0)
            return false;
        Freezing.Await(pid);
        if (ProcessLook.At(pid) is not { IsFrozen: true } frozen)
            return false;
        struck();
        var starts = role is null ? 0 : on.Node.Ledger.All("start", role: role).Count;
        await on.Between(50, LongestFreeze);

        // What stands still cannot end: somebody would have killed it. And nobody has taken it for dead.
        ProcessLook.At(pid).ShouldBe(frozen, on.Everything());
        if (role is not null)
            on.Node.Ledger.All("start", role: role).Count.ShouldBe(starts, on.Everything());
        _ = Native.Kill(pid, Native.SigCont);
        return true;
    }

    private async Task<bool> Deafen(Action struck)
    {
        var age = random.Next(300, LongestFreeze);
        on.Misbehave(string.Format(System.Globalization.CultureInfo.InvariantCulture, BadAnswers[random.Next(BadAnswers.Length)], age));
        Deaf = (TimeProvider.System.GetUtcNow(), TimeSpan.FromMilliseconds(age));
        return await Kill("core", struck);
    }

    // The first has the home before the second is begun, so that it is the second that has to go.
    private async Task<bool> BeginAnother(Action struck)
    {
        await on.VisorHasBegun();
        struck();
        var second = on.Node.Run();
        (await second.WaitForExitAlone()).ShouldBe(75, on.Everything());
        on.HasBegun(second).ShouldBeFalse(on.Everything());
        second.Mark.Survivors.ShouldBeEmpty(on.Everything());
        on.Visor.HasExited.ShouldBeFalse(on.Everything());
        return true;
    }

    private async Task<bool> StopBeginner(Action struck)
    {
        await on.Visor.Kill();
        struck();
        on.NextVisor();
        var beginner = on.Visor;
        await on.Between(20, 200);
        beginner.Signal(Native.SigTerm);
        switch (await beginner.WaitForExitAlone())
        {
            case 0:
                on.Node.NothingLives();
                break;
            case 128 + Native.SigTerm:
                // So early that it was not yet listening: then it has done nothing at all.
                on.HasBegun(beginner).ShouldBeFalse(on.Everything());
                beginner.Mark.Survivors.ShouldBeEmpty(on.Everything());
                break;
            case var other:
                other.ShouldBe(0, on.Everything());
                break;
        }

        on.NextVisor();
        return true;
    }
}
