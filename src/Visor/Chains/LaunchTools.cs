using Microsoft.Extensions.Logging;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains;

/// <summary>What a start may need beside its definition.</summary>
/// <param name="Commands">Runs short-lived programs.</param>
/// <param name="Steps">What has been done for the upgrade that this start belongs to.</param>
internal sealed record LaunchTools(IUpgradeWitness Witness, CommandRunner Commands, IStepLog Steps, ILogger Log)
{
    /// <summary>For whoever only asks what a start would be.</summary>
    public static LaunchTools ForQuestions(Chain chain, CommandRunner commands, ILogger log) => new(chain.Witness(commands), commands, new NoSteps(), log);

    private sealed class NoSteps : IStepLog
    {
        public StepProgress Of(UpgradePlan plan, string step) => StepProgress.None;

        public void Begin(UpgradePlan plan, string step) => throw new InvalidOperationException("nothing is started here");

        public void Hold(UpgradePlan plan, string step) => throw new InvalidOperationException("nothing is started here");

        public void Finish(UpgradePlan plan, string step) => throw new InvalidOperationException("nothing is started here");
    }
}
