namespace Visor.Systemd.Unit;

/// <summary>Text without control characters as a unit file takes it, systemd.syntax(7) and systemd.unit(5), SPECIFIERS.</summary>
internal static class UnitWord
{
    /// <summary>One word, in quotes only if it needs them.</summary>
    public static string Quote(string text) => Quoted(Specifiers(text));

    /// <summary>One word of a command line, where <c>$</c> begins a variable, systemd.service(5).</summary>
    public static string OfCommand(string text) => Quoted(Specifiers(text).Replace("$", "$$", StringComparison.Ordinal));

    /// <summary>
    /// The path of a folder that takes the rest of a line, as it is: a blank at the end of the line would be dropped, and a backslash there would join it
    /// with the next line. Behind a slash neither does, and the folder is the same.
    /// </summary>
    public static string FolderLine(string path) => Specifiers(path is [.., ' ' or '\\'] ? path + "/" : path);

    private static string Specifiers(string text) => text.Replace("%", "%%", StringComparison.Ordinal);

    private static string Quoted(string text)
    {
        if (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "/._+-:@%$=,~".Contains(c, StringComparison.Ordinal)))
            return text;
        return $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
