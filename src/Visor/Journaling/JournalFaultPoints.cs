using Visor.Platform.FaultInjection;

namespace Visor.Journaling;

/// <summary>Which step of the node's life a write to the journal is: where a test makes it fail.</summary>
internal static class JournalFaultPoints
{
    /// <param name="entries">Written together; none: what was written before is made durable, which ends a start.</param>
    public static Step? StepOf(ReadOnlySpan<JournalEntry> entries) => entries is [var first, ..] ? StepOf(first) : Step.Started;

    private static Step? StepOf(JournalEntry entry) => entry switch
    {
        JournalEntry.Intent => Step.Intent,
        JournalEntry.Started => Step.Pid,
        JournalEntry.Answered => Step.Answered,
        JournalEntry.Due => Step.Due,
        JournalEntry.Switching => Step.Stopping,
        JournalEntry.Stopped => Step.Stopped,
        JournalEntry.Activated or JournalEntry.Obeyed => Step.Linked,
        JournalEntry.Ordered => Step.Ordered,
        JournalEntry.Step => Step.Work,
        _ => null,
    };
}
