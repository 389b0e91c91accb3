using System.Text;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Recovery;
using Visor.Tests.Journaling;
using Visor.Tests.Lifecycle;

namespace Visor.Tests.Recovery;

/// <summary>Every kind of journal × what lives → the state in which the next Visor goes on, as a page for people.</summary>
internal static class RecoveryTable
{
    private static readonly JournalEntry Selected = new JournalEntry.Selected("v0.1.0", "genesis", "first start in this home");
    private static readonly JournalEntry Opened = new JournalEntry.Opened("1.0.0", 811);
    private static readonly JournalEntry Answered = new JournalEntry.Answered("v0.1.0");
    private static readonly JournalEntry Stopping = new JournalEntry.Stopping("asked to stop");
    private static readonly JournalEntry Stopped = new JournalEntry.Stopped(Asked: true);
    private static readonly JournalEntry Due = new JournalEntry.Due("v0.2.0", 100);
    private static readonly JournalEntry Switching = new JournalEntry.Switching("v0.2.0", "v0.2.0", 100);
    private static readonly JournalEntry Activated = new JournalEntry.Activated("v0.2.0", "v0.2.0", 100);
    private static readonly JournalEntry Hotfix = new JournalEntry.Ordered("v0.1.1", "v0.1.1", null, 0, null, null, "alice (uid 1000)", "hotfix");
    private static readonly JournalEntry CalledOff = new JournalEntry.Ordered("v0.1.0", "genesis", null, 0, "v0.2.0", 100, "alice (uid 1000)", null);
    private static readonly JournalEntry OnceMore = new JournalEntry.Ordered("v0.1.0", "genesis", 99, 0, null, null, "alice (uid 1000)", null);
    private static readonly JournalEntry Obeyed = new JournalEntry.Obeyed("v0.1.1");
    private static readonly JournalEntry[] Ended = [EndOf(VegaRoles.Core, 812), EndOf(VegaRoles.DataNode, 813)];
    private static readonly JournalEntry[] Intents = [IntentOf(VegaRoles.Core), IntentOf(VegaRoles.DataNode)];
    private static readonly JournalEntry[] Launched = [.. Intents, StartOf(VegaRoles.Core, 812), StartOf(VegaRoles.DataNode, 813)];
    private static readonly JournalEntry[] Ran = [Opened, Selected, .. Launched, Answered];
    private static readonly JournalEntry[] Upgraded = [.. Ran, Due, Switching, .. Ended, Stopped, Activated];

    private static readonly (string Name, JournalEntry[] Journal)[] Kinds =
    [
        ("selected, never started", [Opened, Selected]),
        ("a start was intended", [Opened, Selected, .. Intents]),
        ("a start of which only the core is noted", [Opened, Selected, .. Intents, StartOf(VegaRoles.Core, 812)]),
        ("started, not answered", [Opened, Selected, .. Launched]),
        ("running", Ran),
        ("running, and the next plan is accepted", [.. Ran, new JournalEntry.Accepted("v0.2.0", 100)]),
        ("handed over", [.. Ran, new JournalEntry.HandedOver()]),
        ("a stop has begun", [.. Ran, Stopping]),
        ("a stop has begun, and the core has ended", [.. Ran, Stopping, Ended[0]]),
        ("stopped, and nobody knows whether the core was ready", [.. Ran, new JournalEntry.Accepted("v0.2.0", 100), Stopping, .. Ended, new JournalEntry.Stopped(Asked: true, Unsure: true)]),
        ("stopped as asked", [.. Ran, Stopping, .. Ended, Stopped]),
        ("stopped after a failure", [.. Ran, Stopping, .. Ended, new JournalEntry.Stopped(Asked: false)]),
        ("given up", [.. Ran, Stopping, .. Ended, new JournalEntry.Stopped(Asked: false), new JournalEntry.Failed("no restart left")]),
        ("due", [.. Ran, Due]),
        ("due, and a stop has begun", [.. Ran, Due, Stopping]),
        ("due, and everything has stopped", [.. Ran, Due, Stopping, .. Ended, Stopped]),
        ("switching", [.. Ran, Due, Switching]),
        ("switching, and a stop was asked for", [.. Ran, Due, Stopping, .. Ended, Stopped, Switching]),
        ("switching, and everything has stopped", [.. Ran, Due, Switching, .. Ended, Stopped]),
        ("activated", Upgraded),
        ("activated, and a start was intended", [.. Upgraded, .. Intents]),
        ("activated and started, not answered", [.. Upgraded, .. Launched]),
        ("activated, not answered, stopped as asked", [.. Upgraded, .. Launched, Stopping, .. Ended, Stopped]),
        ("activated, not answered, a stop has begun", [.. Upgraded, .. Launched, Stopping]),
        ("a person's word", [.. Ran, Hotfix]),
        ("a person's word, and everything has stopped", [.. Ran, Hotfix, .. Ended, Stopped]),
        ("a person's word carried out", [.. Ran, Hotfix, .. Ended, Stopped, Obeyed]),
        ("due, and a person has called it off", [.. Ran, Due, CalledOff]),
        ("due, called off, and carried out", [.. Ran, Due, CalledOff, .. Ended, Stopped, Obeyed]),
        ("a person's word, and an upgrade became due before it was carried out", [.. Ran, Hotfix, Due]),
        ("activated, and a person wants the old release once more", [.. Upgraded, .. Launched, OnceMore, .. Ended, Stopped]),
        ("the old release once more, not answered", [.. Upgraded, OnceMore, Obeyed]),
        ("activated and answered", [.. Upgraded, .. Launched, Answered]),
    ];

    public static string Text()
    {
        var page = new StringBuilder("""
            # Every journal, whatever lives

            Written by a test from `JournalState` and `RecoveryDecision`; a change of behaviour is a change of this page. The first release is
            v0.1.0, the upgrade is to v0.2.0 at block 100, and the node has a data node. What lives is all of it, a part of it (one of the two,
            or what they have left behind), or nothing; the state is the one in which the next Visor goes on.

            | the journal says | what lives | the next Visor begins with | its work |
            |---|---|---|---|

            """);
        foreach (var (name, journal) in Kinds)
        {
            var history = JournalState.Replay(journal);
            foreach (var survival in Enum.GetValues<Liveness>())
            {
                var state = RecoveryDecision.Decide(history.Active!, history, survival);
                page.Append($"| {name} | {Word(survival)} | {GoldenWords.Of(state)} | {string.Join("; ", WorkItem.For(state).Select(GoldenWords.Of))} |\n");
            }
        }

        return page.ToString();
    }

    private static string Word(Liveness survival) => survival switch
    {
        Liveness.None => "nothing",
        Liveness.Partial => "a part",
        _ => "all",
    };

    private static JournalEntry.Intent IntentOf(ProcessRole role) => new(role, "v0.1.0", "genesis", "/vega", [], null);

    private static JournalEntry.Started StartOf(ProcessRole role, int pid) => new(role, "v0.1.0", "/vega.sock", Entries.Process with { Pid = pid });

    private static JournalEntry.Ended EndOf(ProcessRole role, int pid) => new(role, pid, "exit 0");
}
