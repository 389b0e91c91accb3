using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Home;
using Visor.Model;
using Visor.Processes;
using Visor.Recovery.Mismatch;
using Visor.Releases;

namespace Visor.Recovery;

/// <summary>
/// An upgrade that an earlier Visor wrote down as due goes on only if the witness of the node does not contradict it: beyond its block the old release has gone on,
/// by somebody's hand, and the new one started there would fork off.
/// </summary>
internal sealed class DueUpgradeCheck(VisorHome home, Chain chain, DefinitionCache definitions, IUpgradeWitness witness, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);

    /// <summary>What is asked, for people.</summary>
    public string WitnessName => witness.Name;

    /// <remarks>Nothing of the node lives.</remarks>
    /// <exception cref="VisorException">The history goes on beyond the block of the plan.</exception>
    public async Task Hear(ActiveRelease active, UpgradePlan due, CancellationToken cancellation)
    {
        switch (await Ask(active, cancellation))
        {
            case WitnessAnswer.Reached found when DataBeyondUpgrade.Find(active, due, found.Height, witness.Name, home) is { } contradiction:
                throw new VisorException(ExitCodes.Configuration, contradiction);
            case WitnessAnswer.Failure failure:
                log.LogWarning("Cannot tell whether {Witness} reaches beyond block {Height}, so Visor follows the journal: {Problem}", witness.Name, due.Height, failure.Reason);
                break;
        }
    }

    /// <summary>Whether the history ends at the block of the plan that the journal knows as accepted: then it is due, although nobody has heard the core say so.</summary>
    /// <remarks>Nothing of the node lives.</remarks>
    public async Task<bool> IsDue(ActiveRelease active, CancellationToken cancellation) =>
        active.Upcoming is { } plan && await Ask(active, cancellation) is WitnessAnswer.Reached found && found.Height == plan.Height;

    private async Task<WitnessAnswer> Ask(ActiveRelease active, CancellationToken cancellation)
    {
        if (definitions.Read(home.ReleaseFolder(active.Release.Folder)).Value is not { } definition || !chain.Processes.HaveWitness(definition.Processes.Select(p => p.Role)))
            return new WitnessAnswer.Nothing();
        using var guard = await FileLock.Exclusive(home.NodeLock, LockPatience, time, cancellation);

        // Something lives after all: a start finds it.
        return guard is null ? new WitnessAnswer.Nothing() : await witness.Ask(definition, guard, cancellation);
    }
}
