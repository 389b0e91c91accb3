namespace Visor.Configuration;

/// <summary>Shows what stands in a configuration file to a person, whatever it holds.</summary>
internal static class Quoting
{
    private const int Longest = 60;

    /// <summary><paramref name="text"/> in double quotes, fit for a line of the log.</summary>
    public static string Quote(string text) => $"\"{Printable(text)}\"";

    /// <summary><paramref name="text"/> fit for a line of the log.</summary>
    public static string Printable(string text) => PlainText.Excerpt(text, Longest);
}
