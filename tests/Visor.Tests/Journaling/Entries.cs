using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Tests.Journaling;

/// <summary>One entry of each type.</summary>
internal static class Entries
{
    public static readonly ProcessIdentity Process = new(812, 123456, "boot", "pid:[4026531836]");

    public static IReadOnlyList<JournalEntry> OfEveryType { get; } =
    [
        new JournalEntry.Opened("1.0.0", 811),
        new JournalEntry.Selected("v0.1.0", "genesis", "the first start on this home"),
        new JournalEntry.Intent(VegaRoles.Core, "v0.1.0", "genesis", "/usr/bin/vega", ["start", "--home=/Grüße", ""], 100, "/run/vega.sock", "/rpc"),
        new JournalEntry.Started(VegaRoles.DataNode, "v0.1.0", "/run/vega.sock", Process),
        new JournalEntry.Answered("v0.1.0"),
        new JournalEntry.Ended(VegaRoles.Core, 812, "killed by SIGKILL"),
        new JournalEntry.Accepted("v0.2.0", 100),
        new JournalEntry.Withdrawn(),
        new JournalEntry.Due("v0.2.0", ulong.MaxValue),
        new JournalEntry.Stopping("the core (pid 812) ended unasked: exit 1", Kind: StopKind.Restart),
        new JournalEntry.Ended(VegaRoles.Core, 813, "exit 3", Code: 3),
        new JournalEntry.Stopping("upgrade to v0.2.0\nat block 100"),
        new JournalEntry.Stopping("its core gives no answer", Unsure: true, AtMost: 99),
        new JournalEntry.Switching("v0.2.0", "v0.2.0", 100),
        new JournalEntry.Stopped(Asked: true),
        new JournalEntry.Stopped(Asked: false, Unsure: true, AtMost: 99),
        new JournalEntry.Activated("v0.2.0", "v0.2.0", 100),
        new JournalEntry.Ordered("v0.1.1", "v0.1.1", 99, 0, "v0.2.0", 100, "alice (uid 1000)", "hotfix"),
        new JournalEntry.Obeyed("v0.1.1"),
        new JournalEntry.HandedOver(),
        new JournalEntry.Witnessed("v0.2.0", "v0.2.0", 100, HasAnswered: true, "visor resolve --keep-data"),
        new JournalEntry.Stamped(2),
        new JournalEntry.Resolved("--keep-journal", "alice (uid 1000)", "current named elsewhere"),
        new JournalEntry.Held("waiting", "alice (uid 1000)", DateTimeOffset.UnixEpoch),
        new JournalEntry.HoldLifted(null, "waiting"),
        new JournalEntry.Proof("v0.2.0", 1000, Confirmed: true, "v2.0.0", Problem: null),
        new JournalEntry.Step("backup", Done: true, "v0.2.0", 1000),
        new JournalEntry.Step("custom script", Done: false, "v0.2.0", 1000, Waits: true),
        new JournalEntry.Failed("it failed"),
        new JournalEntry.Answered("v0.2.0", new Downtime(19004, new DowntimeParts(0, 18600, null, 4, 200)) { FromJournal = true }),
        new JournalEntry.Due("v0.2.0", 100, DowntimePart.Hold),
    ];

    // Lists are compared by what they hold only in their text.
    public static string Text(JournalEntry entry) =>
        entry is JournalEntry.Intent intent ? $"{intent with { Arguments = [] }} {string.Join('|', intent.Arguments)}" : entry.ToString();
}
