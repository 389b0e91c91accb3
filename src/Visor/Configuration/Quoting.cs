namespace Visor.Configuration;

/// <summary>Shows what stands in a file to a person, whatever it holds.</summary>
internal static class Quoting
{
    private const int Longest = 60;

    /// <summary><paramref name="text"/> in double quotes, shortened, without control characters.</summary>
    public static string Quote(string text) => $"\"{Printable(text)}\"";

    /// <summary><paramref name="text"/> shortened, without control characters, which could fake a line of the log.</summary>
    public static string Printable(string text)
    {
        var shown = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '?' : source[i];
        });
    }
}
