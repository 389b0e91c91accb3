using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Visor.Model;

namespace Visor.Journaling;

/// <summary>One line of the journal: something that has happened, or that is about to and must be known after a crash.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Selected), "selected")]
[JsonDerivedType(typeof(Intent), "intent")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Due), "due")]
[JsonDerivedType(typeof(Switching), "switching")]
[JsonDerivedType(typeof(Stopping), "stopping")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(Activated), "activated")]
[JsonDerivedType(typeof(Ordered), "ordered")]
[JsonDerivedType(typeof(Obeyed), "obeyed")]
[JsonDerivedType(typeof(HandedOver), "handedOver")]
[JsonDerivedType(typeof(Witnessed), "witnessed")]
[JsonDerivedType(typeof(Stamped), "stamped")]
[JsonDerivedType(typeof(Resolved), "resolved")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(HoldLifted), "holdLifted")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Step), "step")]
[JsonDerivedType(typeof(Proof), "proof")]
internal abstract record JournalEntry
{
    /// <summary>A Visor has begun to work on this home.</summary>
    /// <param name="WorkingDirectory">What relative paths of a run config mean; null: a Visor wrote it that did not note it.</param>
    public sealed record Opened(string Version, int Pid, string? WorkingDirectory = null) : JournalEntry;

    /// <summary>What runs from here on, by the operator's choice: the first release, a link or a binary changed by hand.</summary>
    /// <param name="Companion">What the binary of the other processes says it is, where that is another version; null: the same, or there is none.</param>
    public sealed record Selected(string Tag, string Folder, string Why, [property: JsonPropertyName("dataNode")] string? Companion = null) : JournalEntry;

    /// <summary>A process is about to be started.</summary>
    /// <param name="Address">Where the node is asked (<see cref="NodeEndpoint"/>); null: a Visor wrote it that did not note it here.</param>
    /// <param name="RequestPath">The same; null likewise.</param>
    public sealed record Intent(
        ProcessRole Role,
        string Tag,
        string Folder,
        string Path,
        ImmutableArray<string> Arguments,
        ulong? Snapshot,
        [property: JsonPropertyName("socket")] string? Address = null,
        [property: JsonPropertyName("httpPath")] string? RequestPath = null) : JournalEntry;

    /// <summary>A process has been started.</summary>
    public sealed record Started(ProcessRole Role, string Tag, [property: JsonPropertyName("socket")] string Address, ProcessIdentity Process) : JournalEntry;

    /// <summary>The core of this release has answered for the first time since it was started.</summary>
    /// <param name="Downtime">That ends with it, as it was measured; null: none, or how long it was is not known, or a Visor wrote it that did not note it.</param>
    public sealed record Answered(string Tag, Downtime? Downtime = null) : JournalEntry;

    /// <summary>A process has ended, with everything it had started.</summary>
    /// <param name="How">For people.</param>
    /// <param name="Code">Its exit code; null: it was killed, or the status is unavailable.</param>
    /// <param name="Signal">The number of the signal that killed it; null likewise.</param>
    public sealed record Ended(ProcessRole Role, int Pid, string How, int? Code = null, int? Signal = null) : JournalEntry
    {
        public static Ended Of(ProcessRole role, int pid, ProcessExit exit) => new(role, pid, exit.ToString(), exit.Code, exit.Signal);
    }

    /// <summary>The network has agreed on an upgrade.</summary>
    public sealed record Accepted(string Tag, ulong Height) : JournalEntry;

    /// <summary>The accepted upgrade is accepted no more.</summary>
    public sealed record Withdrawn : JournalEntry;

    /// <summary>The point of no return: from here on only this release may be started. Written again whenever something else is waited for.</summary>
    /// <param name="For">What is waited for from here on; null: a Visor wrote it that did not note it.</param>
    public sealed record Due(string Tag, ulong Height, DowntimePart? For = null) : JournalEntry;

    /// <summary>The switch is decided: what lives is stopped, then <c>current</c> names this folder, and no hold counts any more.</summary>
    public sealed record Switching(string Tag, string Folder, ulong Height) : JournalEntry;

    /// <summary>The processes are about to be stopped for another reason than a switch.</summary>
    /// <param name="Unsure">True: its core is stopped without having said whether it is ready for the upgrade that was agreed on; null: that is known, or was not asked yet.</param>
    /// <param name="AtMost">If that is not known, the highest block its core can have reached; null: that is not known either.</param>
    /// <param name="Kind">What for (<see cref="StopReason"/>); null: a Visor wrote it that did not note it, or the stop has been noted before.</param>
    public sealed record Stopping(string Why, bool? Unsure = null, ulong? AtMost = null, StopKind? Kind = null) : JournalEntry;

    /// <summary>Nothing of the node lives.</summary>
    /// <param name="Asked">Whether it was stopped on request.</param>
    /// <param name="Unsure">True: its core has ended without having said whether it was ready for the upgrade that was agreed on; null: that is known, or nothing was agreed on.</param>
    /// <param name="AtMost">If that is not known, the highest block its core can have reached; null: that is not known either.</param>
    public sealed record Stopped(bool Asked, bool? Unsure = null, ulong? AtMost = null) : JournalEntry;

    /// <summary><c>current</c> names the release of an upgrade.</summary>
    public sealed record Activated(string Tag, string Folder, ulong Height) : JournalEntry;

    /// <summary>A person's word, and final: what lives is stopped, then <c>current</c> names this folder, whoever has died since.</summary>
    /// <param name="Height">The snapshot its core begins from until it has answered; null: where the node stands.</param>
    /// <param name="Passed">Height of the last upgrade that lies behind the node then; 0: none that Visor knows of.</param>
    /// <param name="AbandonedTag">The release of the upgrade that is called off with it; null: none.</param>
    /// <param name="AbandonedHeight">The block of that upgrade.</param>
    public sealed record Ordered(
        string Tag, string Folder, ulong? Height, ulong Passed, string? AbandonedTag, ulong? AbandonedHeight, string By, string? Reason) : JournalEntry;

    /// <summary><c>current</c> names the release of the word before.</summary>
    public sealed record Obeyed(string Tag) : JournalEntry;

    /// <summary>Visor has ended and left the node running for the next one.</summary>
    public sealed record HandedOver : JournalEntry;

    /// <summary>What runs from here on, as the stamp beside the chain's data says.</summary>
    /// <param name="Height">The block of its upgrade; 0: it came by none.</param>
    /// <param name="HasAnswered">Whether it has answered since that upgrade.</param>
    /// <param name="Companion">As in <see cref="Selected"/>.</param>
    public sealed record Witnessed(string Tag, string Folder, ulong Height, bool HasAnswered, string Why, [property: JsonPropertyName("dataNode")] string? Companion = null) : JournalEntry;

    /// <summary>The stamp beside the chain's data holds what is active.</summary>
    /// <param name="Number">How many releases have been active by then.</param>
    public sealed record Stamped(int Number) : JournalEntry;

    /// <summary>A person has settled a contradiction; what that means for the node, the lines behind it say.</summary>
    /// <param name="Word">As it was typed, such as <c>--keep-journal</c>.</param>
    /// <param name="Found">What it was found by, where no other line says it; null: one does.</param>
    public sealed record Resolved(string Word, string By, string? Found = null) : JournalEntry;

    /// <summary>Visor has found that an operator holds the switch, or holds it for another reason.</summary>
    /// <param name="By">Who; null: not known.</param>
    /// <param name="Since">When; null: not known.</param>
    public sealed record Held(string Reason, string? By, DateTimeOffset? Since) : JournalEntry;

    /// <summary>Visor has found that the hold is gone.</summary>
    /// <param name="By">Who has lifted it; null: not known, since the file was removed by hand.</param>
    /// <param name="Reason">Of the hold that was lifted.</param>
    public sealed record HoldLifted(string? By, string Reason) : JournalEntry;

    /// <summary>Work for the stopped node, between two releases, is about to begin or is done.</summary>
    /// <param name="Name">Such as <c>backup</c>.</param>
    /// <param name="Tag">Of the upgrade that it belongs to.</param>
    /// <param name="Waits">True: for a person; it has failed or was interrupted, and a person was told.</param>
    public sealed record Step(string Name, bool Done, string Tag, ulong Height, bool? Waits = null) : JournalEntry;

    /// <summary>What the app of the new release has said of the upgrade that led to it.</summary>
    /// <param name="Confirmed">As in <see cref="UpgradeProof"/>.</param>
    /// <param name="App">The same.</param>
    /// <param name="Problem">The same.</param>
    public sealed record Proof(string Tag, ulong Height, bool? Confirmed, string? App, string? Problem) : JournalEntry;

    /// <summary>Visor has given up.</summary>
    public sealed record Failed(string Reason) : JournalEntry;
}
