using Visor.Chains;
using Visor.Home;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Supervision;

namespace Visor.Commands.Offline;

/// <summary>Makes sure that nothing of a home's node lives: the Visor that runs it is asked, and what is left is stopped without one.</summary>
internal sealed class StopWorkflow(VisorHome home, Chain chain, TimeProvider time, CommandConsole output)
{
    /// <summary>What a Visor needs beyond the grace period of its node, and as much again to ask a core that is silent: to kill, to take note, to end.</summary>
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromSeconds(30);

    /// <exception cref="VisorException">Something lives, or whether it does cannot be known.</exception>
    public async Task Run()
    {
        using var signals = new StopCommandSignals(output);
        var grace = StopTimeout.Read(home, chain, output);
        try
        {
            using var claim = await HomeLock.TryTake(home, time)
                ?? await new SupervisorTakeover(home, time, output).TakeOver((grace * 2) + BeyondGrace);
            await new OrphanNodeStopper(home, chain, new ProcessIdentities(), time, output).Run(new StopPolicy(grace, signals.KillNow));
            if (ForeignLock.IsHeld(home.StepLock) is true)
            {
                throw new VisorException(
                    ExitCodes.Busy,
                    $"the node in {home.Root} is stopped, but a step of its upgrade that a killed Visor began is still at work on it: {LaunchPreconditions.HolderOf(home.StepLock)}; wait for its end, or end it (kill PID), then run `visor stop --home {home.Word}` again");
            }

            await StoppedStatus.Publish(home, time);
        }
        catch (IOException e)
        {
            throw new VisorException(ExitCodes.Busy, $"part of the node in {home.Root} may still be running: {PlainText.Clause(e)}; run `visor stop --home {home.Word}` as a user who may do this");
        }

        output.Say($"The node in {home.Root} is stopped; nothing is running.");
    }
}
