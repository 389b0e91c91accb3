using Visor.Chains;
using Visor.Model;

namespace Visor.Tests.Work;

/// <summary>What a journal would hold of the steps of one upgrade: the last one that was begun.</summary>
internal sealed class RememberedSteps : IStepLog
{
    private (UpgradePlan Plan, string Step, StepProgress Progress)? _last;

    public List<string> Lines { get; } = [];

    public StepProgress Of(UpgradePlan plan, string step) => _last is { } last && last.Plan == plan && string.Equals(last.Step, step, StringComparison.Ordinal) ? last.Progress : StepProgress.None;

    public void Begin(UpgradePlan plan, string step) => Note(plan, step, StepProgress.Begun);

    public void Hold(UpgradePlan plan, string step) => Note(plan, step, StepProgress.Held);

    public void Finish(UpgradePlan plan, string step) => Note(plan, step, StepProgress.Done);

    private void Note(UpgradePlan plan, string step, StepProgress progress)
    {
        _last = (plan, step, progress);
        Lines.Add($"{step} {progress}");
    }
}
