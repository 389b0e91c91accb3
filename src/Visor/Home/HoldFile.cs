namespace Visor.Home;

/// <summary>The operator's veto: while <c>HOME/hold</c> exists Visor does not switch.</summary>
internal sealed class HoldFile(VisorHome home)
{
    private const int ReasonLimit = 200;

    /// <summary>The operator's reason, in one line; null: nothing is held.</summary>
    public string? Read()
    {
        if (!Path.Exists(home.Hold))
            return null;
        try
        {
            using var reader = new StreamReader(home.Hold);
            var buffer = new char[ReasonLimit + 1];
            var text = new string(buffer, 0, reader.ReadBlock(buffer)).Trim();
            return text.Length == 0 ? "no reason given" : PlainText.Excerpt(text, ReasonLimit);
        }
        catch (FileNotFoundException)
        {
            return null; // Removed between the two looks.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "its reason cannot be read"; // It is there, and that is what counts.
        }
    }
}
