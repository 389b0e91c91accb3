using System.Collections.Frozen;

namespace Visor.Configuration;

/// <summary>
/// A key fit for a message. Whoever pastes an address or a token into the wrong place makes a key of it, so that a word Visor does not know is shown
/// only where nobody pastes one, and only if it is as short as a key is.
/// </summary>
internal static class ShownKey
{
    private const string Hidden = "…";
    private const int MaxWordChars = 24;

    private static readonly FrozenSet<string> Known = VisorConfigReader.Keys
        .SelectMany(key => key.Split('.'))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="path">Dotted.</param>
    /// <param name="others">Keys that the file can have beside those of <c>config.toml</c>, dotted.</param>
    public static string Format(string path, IReadOnlyList<string> others)
    {
        var known = others.Count == 0 ? Known : Known.Concat(others.SelectMany(key => key.Split('.'))).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        var parts = path.Split('.');
        if (parts[0] is "upgradeFolders")
            return Quoting.Printable(path); // Its keys are the tags of releases.
        var isSecret = Meant(parts[0]) is "notifications";
        return Quoting.Printable(string.Join('.', parts.Select(part => MayBeShown(part, known, isSecret) ? part : Hidden)));
    }

    private static bool MayBeShown(string part, FrozenSet<string> known, bool isSecret) =>
        known.Contains(WithoutIndex(part)) || NameSuggestion.Find(part, known) is not null || (!isSecret && IsShortWord(part));

    private static string? Meant(string part) => NameSuggestion.Find(WithoutIndex(part), ["notifications"]);

    private static string WithoutIndex(string part) => part.Split('[')[0];

    private static bool IsShortWord(string part) => part.Length <= MaxWordChars && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '[' or ']');
}
