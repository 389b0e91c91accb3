using Visor.Home;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Recovery.Stamp;

/// <summary>Where the data and the journal contradict each other, in words, and the ways out for the operator. Pure.</summary>
/// <param name="Path">Of the stamp.</param>
/// <param name="Reading">What stands in it.</param>
internal sealed record StampMismatch(StampVerdict Verdict, string Path, StampReading Reading)
{
    /// <summary>Null: a newer Visor wrote it, and this one cannot read it.</summary>
    public DataStamp? Stamp => (Reading as StampReading.Found)?.Stamp;

    /// <summary>The run config that named the data.</summary>
    public required string RunConfig { get; init; }

    /// <summary>The folder of the data; null: the core is not told of one.</summary>
    public string? Data { get; init; }

    /// <summary>Whether nothing speaks: neither against nor for what is to be started.</summary>
    public bool IsSilence => Verdict is StampVerdict.DataIsGone or StampVerdict.StampIsGone;

    /// <summary>Whether the data went through an upgrade, so that no release is right for it only because <c>current</c> names it.</summary>
    public bool IsBehindUpgrade => Verdict == StampVerdict.JournalIsOlder && Stamp is { Height: > 0 };

    /// <summary>What passes by itself, or waits for a person.</summary>
    public int ExitCode => Verdict == StampVerdict.DataIsGone ? ExitCodes.Failed : ExitCodes.Configuration;

    /// <param name="lives">What of the node lives, as a sentence; null: nothing.</param>
    /// <param name="isThere">Whether the release that the data names lies in this home.</param>
    /// <returns>What was found, and on lines of their own the commands of each way out.</returns>
    public string Text(VisorHome home, JournalState history, string? lives, bool isThere) => Verdict == StampVerdict.DataIsGone
        ? $"{Found(history)}; if it is on a disk that is not mounted yet, mount that disk, or correct `--home` in {RunConfig}; if the data is gone for good and {history.Active!.Release.Tag} shall start "
            + $"without data: {Resolve(home, lives is not null)} --keep-journal"
        : $"{Found(history)}{(lives is null ? "" : $", and {lives}")}; "
        + $"nothing was changed or started; you must decide:\n{WaysOut(home, history, lives is not null, isThere)}";

    /// <summary>In a few words: <c>v0.2.0 (in v0.2.0, since block 65)</c>.</summary>
    public static string Named(string tag, string folder, ulong height) =>
        $"{tag} (in {PlainText.Excerpt(folder)}{(height > 0 ? $", since block {height}" : "")})";

    /// <summary>What the data says, in a few words.</summary>
    public string Says() => Stamp is { } stamp ? $"the stamp beside the chain's data named {Named(stamp.Tag, stamp.Folder, stamp.Height)}"
        : IsSilence ? "there was no stamp beside the chain's data" : "a newer Visor wrote the stamp beside the chain's data";

    /// <summary>In one sentence, before anything is started on it: whose data it is.</summary>
    public string Why(JournalState history) => $"{Found(history)}; correct `--home` in {RunConfig}";

    private string Found(JournalState history)
    {
        if (Verdict == StampVerdict.DataIsGone)
            return $"{Data} is empty or does not exist, but the journal records data there, on which {Last(history)} ran";
        if (Verdict == StampVerdict.StampIsGone)
            return $"{Path} is missing, but the journal records it beside this home's data, on which {Last(history)} ran: this is different data";
        if (Stamp is not { } stamp)
            return $"{Path} was written by a newer Visor (format {(Reading as StampReading.Newer)?.Format}), so this one cannot tell what ran on the chain's data";
        var says = $"{Path} says that {Named(stamp.Tag, stamp.Folder, stamp.Height)} ran last on this chain's data";
        return (Verdict, history.Active) switch
        {
            (StampVerdict.OtherHome, null) => $"{says}, for another home, and this one has no journal",
            (_, null) => $"{says}, and the journal that recorded it is gone",
            (StampVerdict.OtherHome, _) => $"{says}, for another home (or this home's id, .visor/home-id, was lost); this home's journal ends with {Last(history)}",
            (StampVerdict.JournalIsOlder, _) => $"{says}, but the journal ends with {Last(history)}: the journal is older than the data, as in a restored copy",
            (StampVerdict.DataIsOlder, _) => $"{says}, but the journal records that {Last(history)} ran on it since: the data is older than the journal, as in a restored copy",
            _ => $"{says}, but the journal ends with {Last(history)}: one of the two comes from a copy that has diverged",
        };
    }

    private static string Last(JournalState history) =>
        history.Active is { } active ? Named(active.Release.Tag.Value, active.Release.Folder, active.Passed) : "nothing";

    private static string Resolve(VisorHome home, bool lives) => $"{(lives ? $"visor stop --home {home.Word} && " : "")}visor resolve --home {home.Word}";

    private string WaysOut(VisorHome home, JournalState history, bool lives, bool isThere)
    {
        var resolve = Resolve(home, lives);
        var byData = Stamp is not { } stamp ? "  as the data says:    run the newer Visor"
            : $"  as the data says:    {(isThere ? "" : $"visor stage {stamp.Tag} --home {home.Word} && ")}{resolve} --keep-data   ({stamp.Tag} runs from now on; then start Visor)";
        var other = history.Active is null && IsBehindUpgrade
            ? $"  another release:     {resolve} --keep-data && visor switch TAG --home {home.Word}   (TAG must include the upgrade at block {Stamp!.Height}; then start Visor)"
            : history.Active is null
            ? $"  as current says:     {resolve} --keep-current   (the release that current names runs from now on; right only for its own data; then start Visor)"
            : $"  as the journal says: {resolve} --keep-journal   ({history.Active.Release.Tag} runs from now on; right only if this is its own data; then start Visor)";
        var otherData = Verdict is StampVerdict.OtherHome or StampVerdict.StampIsGone ? $"\n  it is the wrong data: correct `--home` in {RunConfig}, then start Visor" : "";
        return IsSilence ? $"{other}{otherData}" : $"{byData}\n{other}{otherData}";
    }
}
