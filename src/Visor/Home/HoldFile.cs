using System.Text;

namespace Visor.Home;

/// <summary>The operator's veto: while <c>HOME/hold</c> exists Visor does not switch.</summary>
internal sealed class HoldFile(VisorHome home)
{
    private const int ReasonLimit = 200;

    /// <summary>The operator's reason, in one line; null: nothing is held.</summary>
    public string? Read()
    {
        // A link to nowhere is there too: whoever made it wants to hold.
        if (!Path.Exists(home.Hold) && new FileInfo(home.Hold).LinkTarget is null)
            return null;
        try
        {
            var text = Encoding.UTF8.GetString(SmallFile.Read(home.Hold, 4 * ReasonLimit)).Trim();
            return text.Length == 0 ? "no reason given" : PlainText.Excerpt(text, ReasonLimit);
        }
        catch (FileNotFoundException)
        {
            return new FileInfo(home.Hold).LinkTarget is null ? null : "no reason given"; // Removed between the two looks, or a link.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "its reason cannot be read"; // It is there, and that is what counts.
        }
    }
}
