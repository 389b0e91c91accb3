using System.Collections.Immutable;
using Visor.Home;
using Visor.Lifecycle;

namespace Visor.Supervision.Journaling;

/// <summary>What the journal says about this home, all its lines taken together.</summary>
/// <param name="Active">What runs or ran last; null: nothing ever did.</param>
/// <param name="InFlight">An upgrade that was due and has not been activated; null: none.</param>
/// <param name="Processes">Started and, as far as the journal knows, not ended.</param>
/// <param name="EndedAsAsked">Whether the node last ended because somebody asked for it, or never ran.</param>
internal sealed record JournalHistory(
    ActiveRelease? Active,
    UpgradePlan? InFlight,
    ImmutableArray<JournalEntry.Started> Processes,
    bool EndedAsAsked)
{
    public static JournalHistory Empty { get; } = new(null, null, [], EndedAsAsked: true);

    public static JournalHistory Of(IEnumerable<JournalEntry> entries) => entries.Aggregate(Empty, (history, entry) => history.After(entry));

    /// <summary>What it says with one more line.</summary>
    public JournalHistory After(JournalEntry entry) => entry switch
    {
        JournalEntry.Selected e => this with
        {
            // Heights are the chain's: a corrected binary for an upgrade that has not answered yet still starts from its height.
            Active = new ActiveRelease(ReleaseOf(e.Tag, e.Folder), Active?.ActivatedAt ?? 0, Active?.Answered ?? true),
        },
        JournalEntry.Intent => this with { EndedAsAsked = false },
        JournalEntry.Started e => this with { Processes = Processes.Add(e), EndedAsAsked = false },
        JournalEntry.Ended e => this with { Processes = Processes.RemoveAll(p => p.Process.Pid == e.Pid && p.Role == e.Role) },
        JournalEntry.Answered => this with { Active = Active is null ? null : Active with { Answered = true } },
        JournalEntry.Due e => this with { InFlight = new UpgradePlan(ReleaseTag.Parse(e.Tag), e.Height) },
        JournalEntry.Stopped e => this with { Processes = [], EndedAsAsked = e.Asked },
        JournalEntry.Activated e => this with
        {
            Active = new ActiveRelease(ReleaseOf(e.Tag, e.Folder), e.Height, Answered: false),
            InFlight = null,
        },
        _ => this,
    };

    private static Release ReleaseOf(string tag, string folder) => new(ReleaseTag.Parse(tag), folder);
}
