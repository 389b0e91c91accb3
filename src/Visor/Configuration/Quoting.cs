using Visor.Model;

namespace Visor.Configuration;

/// <summary>Quotes text of a configuration file for a message; safe for any content.</summary>
internal static class Quoting
{
    private const int MaxChars = 60;

    /// <summary><paramref name="text"/> in double quotes, fit for a line of the log.</summary>
    public static string Quote(string text) => $"\"{Printable(text)}\"";

    /// <summary><paramref name="text"/> fit for a line of the log, without what an address says of a user and a password, and of an address only its server.</summary>
    public static string Printable(string text) => PlainText.Excerpt(WithoutSecrets(text), MaxChars);

    private static string WithoutSecrets(string text)
    {
        if (text.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
            text = $"…{text[at..]}";
        var server = text.IndexOf("://", StringComparison.Ordinal);
        var path = server < 0 ? -1 : text.IndexOf('/', server + "://".Length);
        return path < 0 ? text : $"{text[..path]}/…";
    }
}
