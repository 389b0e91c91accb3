using Visor.Home;
using Visor.Processes;

namespace Visor.Supervision.Standstill;

/// <summary>Makes sure that nothing of a home's node lives: the Visor that runs it is asked, and what is left is stopped without one.</summary>
internal sealed class HomeStop(VisorHome home, TimeProvider time, OperatorOutput output)
{
    /// <summary>What a Visor needs beyond the grace period of its node, and as much again to ask a core that is silent: to kill, to take note, to end.</summary>
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromSeconds(30);

    /// <exception cref="VisorException">Something lives, or whether it does cannot be known.</exception>
    public async Task Run()
    {
        using var signals = new StopperSignals(output);
        var grace = GracePeriod.Of(home, output);
        try
        {
            using var claim = await HomeClaim.TryTake(home, time)
                ?? await new RunningVisor(home, time, output).TakeOver((grace * 2) + BeyondGrace);
            await new NodeStop(home, new ProcessIdentities(), time, output).Run(new StopPolicy(grace, signals.KillNow));
        }
        catch (IOException e)
        {
            throw new VisorException(ExitCodes.Busy, $"something of the node in {home.Root} may live: {PlainText.Clause(e)}; run `visor stop --home {ShellWord.Of(home.Root)}` as a user who may do this");
        }

        output.Say($"Nothing of the node in {home.Root} lives.");
    }
}
