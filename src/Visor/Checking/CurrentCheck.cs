using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery.Mismatch;

namespace Visor.Checking;

/// <summary><c>current</c> and the journal: each by itself, and whether they agree.</summary>
internal static class CurrentCheck
{
    private const string Current = "current";
    private const string Journal = "journal";

    /// <param name="living">What of the node lives, in words; null: nothing.</param>
    public static IEnumerable<Finding> Check(VisorHome home, string? living)
    {
        var link = new CurrentLink(home).Read();
        var bytes = JournalReader.Read(home.Journal);
        var content = bytes is null ? ParsedJournal.Empty : ParsedJournal.ReadUntilDamage(bytes, out var problem) is var read && problem is null ? read : null;
        if (content is null)
        {
            yield return Finding.Failure(Journal, $"{home.Journal} is damaged or was written by a newer Visor", $"`visor history --home {home.Word}` shows the readable part; restore the file from a copy, Visor does not guess");
            yield break;
        }

        if (StateMismatch.Between(JournalState.Replay(content.Entries), link, home, living) is { } contradiction)
        {
            yield return Finding.Failure(Journal, PlainText.Paragraph(contradiction, 1000));
            yield break;
        }

        yield return link switch
        {
            CurrentLinkState.Folder folder => Finding.Ok(Current, $"names {home.NameOf(folder.Path)}"),
            CurrentLinkState.Missing when bytes is null => Finding.Ok(Current, "does not exist yet; the first start links it to genesis"),
            CurrentLinkState.Missing => Finding.Failure(Current, $"{home.Current} is missing, and the journal does not say what ran", ManualLink.Remedy(home, link)),
            CurrentLinkState.Broken broken => Finding.Failure(Current, $"points to {PlainText.Excerpt(broken.Target)}, which does not exist", $"put that folder back, or {ManualLink.Remedy(home, link)}"),
            _ => Finding.Failure(Current, $"{home.Current} is not a symlink, so Visor cannot switch it", ManualLink.Remedy(home, link)),
        };
        yield return Finding.Ok(Journal, bytes is null ? "does not exist yet: nothing has run in this home" : "is readable and agrees with current");
    }
}
