namespace Visor.Model;

/// <summary>A word of a command line that is shown to be typed or copied.</summary>
internal static class ShellWord
{
    /// <summary>In quotes only if it needs them.</summary>
    public static string Quote(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ':' or '@' or ',' or '=' or '%')
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
