using CsCheck;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Tests.Journaling;

/// <summary>Entries in any order and of any kind, of a few releases and pids so that they meet again.</summary>
internal static class RandomEntries
{
    private static readonly Gen<string> Tag = Gen.Int[1, 3].Select(i => $"v0.{i}.0");
    private static readonly Gen<ProcessRole> Role = Gen.Bool.Select(core => core ? VegaRoles.Core : VegaRoles.DataNode);
    private static readonly Gen<ulong> Height = Gen.ULong[1, 3];
    private static readonly Gen<int> Pid = Gen.Int[2, 5];

    // Text with every kind of character, but none that is half of one: that is not what is read again.
    private static readonly Gen<string> Words = Gen.OneOf(Gen.String[Gen.Char['\0', '\u04FF'], 0, 20], Gen.Const("{\"crc\":\"00000000\","));

    // What each start and each end of a node writes.
    private static readonly Gen<JournalEntry>[] OfRestarts =
    [
        Gen.Select(Words, Pid, JournalEntry (version, pid) => new JournalEntry.Opened(version, pid)),
        Gen.Select(Role, Tag, Words, Height, JournalEntry (role, tag, word, height) => new JournalEntry.Intent(role, tag, tag, word, [word], height)),
        Gen.Select(Role, Tag, Pid, Height, JournalEntry (role, tag, pid, start) =>
            new JournalEntry.Started(role, tag, "/vega.sock", Entries.Process with { Pid = pid, StartTime = start })),
        Tag.Select(JournalEntry (tag) => new JournalEntry.Answered(tag)),
        Gen.Select(Role, Pid, Words, JournalEntry (role, pid, how) => new JournalEntry.Ended(role, pid, how)),
        Gen.Select(Words, Gen.Bool, Height, JournalEntry (why, unsure, height) => new JournalEntry.Stopping(why, unsure ? true : null, unsure ? height : null)),
    ];

    private static readonly Gen<JournalEntry>[] Others =
    [
        Gen.Select(Tag, Words, JournalEntry (tag, why) => new JournalEntry.Selected(tag, tag, why)),
        Gen.Select(Tag, Height, JournalEntry (tag, height) => new JournalEntry.Accepted(tag, height)),
        Gen.Bool.Select(JournalEntry (withdrawn) => withdrawn ? new JournalEntry.Withdrawn() : new JournalEntry.HandedOver()),
        Gen.Select(Tag, Height, JournalEntry (tag, height) => new JournalEntry.Switching(tag, tag, height)),
        Gen.Select(Tag, Height, JournalEntry (tag, height) => new JournalEntry.Due(tag, height)),
        Gen.Select(Tag, Height, Gen.Bool, Words, JournalEntry (tag, height, all, words) =>
            new JournalEntry.Ordered(tag, tag, all ? height : null, height - 1, all ? "v0.9.0" : null, all ? height : null, words, all ? words : null)),
        Tag.Select(JournalEntry (tag) => new JournalEntry.Obeyed(tag)),
        Gen.Select(Gen.Bool, Gen.Bool, Height, JournalEntry (asked, unsure, height) => new JournalEntry.Stopped(asked, unsure ? true : null, unsure ? height : null)),
        Gen.Select(Tag, Height, JournalEntry (tag, height) => new JournalEntry.Activated(tag, tag, height)),
        Gen.Select(Tag, Height, Gen.Bool, JournalEntry (tag, height, answered) => new JournalEntry.Witnessed(tag, tag, height, answered, "")),
        Pid.Select(JournalEntry (number) => new JournalEntry.Stamped(number)),
        Words.Select(JournalEntry (by) => new JournalEntry.Resolved("--keep-data", by)),
        Gen.Select(Words, Gen.Bool, JournalEntry (reason, held) => held ? new JournalEntry.Held(reason, null, DateTimeOffset.UnixEpoch) : new JournalEntry.HoldLifted(reason, reason)),
        Gen.Select(Words, Gen.Bool, Tag, Height, JournalEntry (name, done, tag, height) => new JournalEntry.Step(name, done, tag, height)),
        Gen.Select(Words, Gen.Bool, Tag, Height, JournalEntry (app, confirmed, tag, height) => new JournalEntry.Proof(tag, height, confirmed, app, Problem: null)),
        Words.Select(JournalEntry (reason) => new JournalEntry.Failed(reason)),
    ];

    public static Gen<JournalEntry> Any { get; } = Gen.OneOf([.. OfRestarts, .. Others]);

    /// <summary>Lines of which the most are those of restarts, as in a long life.</summary>
    public static Gen<JournalEntry> Mostly { get; } = Gen.Frequency((1, Any), (20, Gen.OneOf(OfRestarts)));

    public static Gen<JournalEntry[]> Some(int least, int most) => Any.Array[least, most];
}
