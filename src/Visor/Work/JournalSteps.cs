using Visor.Chains;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Work;

/// <summary>The steps of an upgrade, in the journal. They come in one order, so that the last line tells of all before it.</summary>
internal sealed class JournalSteps(Journal journal) : IStepLog
{
    public StepProgress Of(UpgradePlan plan, string step) => journal.History.Step is { } last && last.Plan == plan && string.Equals(last.Name, step, StringComparison.Ordinal)
        ? last switch { { IsDone: true } => StepProgress.Done, { IsHeld: true } => StepProgress.Held, _ => StepProgress.Begun }
        : StepProgress.None;

    public void Begin(UpgradePlan plan, string step) => journal.Record(new JournalEntry.Step(step, Done: false, plan.Tag.Value, plan.Height));

    public void Hold(UpgradePlan plan, string step) => journal.Record(new JournalEntry.Step(step, Done: false, plan.Tag.Value, plan.Height, Waits: true));

    public void Finish(UpgradePlan plan, string step) => journal.Record(new JournalEntry.Step(step, Done: true, plan.Tag.Value, plan.Height));
}
