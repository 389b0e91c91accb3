using System.Text.RegularExpressions;

namespace Visor.Model;

/// <summary>
/// The tag of a release, such as <c>v0.76.0</c>. It comes from the network and becomes the name of a folder, so that only
/// what is harmless as a single path segment can be one.
/// </summary>
internal sealed partial record ReleaseTag
{
    private static readonly string[] Reserved = ["current", "genesis", "hold", "config.toml"];

    private ReleaseTag(string value) => Value = value;

    /// <summary>The first release of a home whose releases are called after upgrades: it came by none. No network can agree on it.</summary>
    public static ReleaseTag Genesis { get; } = new("genesis");

    public string Value { get; }

    /// <summary>Why <paramref name="name"/> can be neither a tag nor a release folder, or null if it can.</summary>
    public static string? ProblemWith(string name)
    {
        if (name.Length == 0)
            return "it is empty";
        if (!Allowed().IsMatch(name))
            return "it must begin with a letter or a digit, followed by at most 127 letters, digits, '.', '_', '+' or '-'";
        return Reserved.Contains(name, StringComparer.Ordinal) ? $"'{name}' is a name Visor uses itself" : null;
    }

    public static bool TryParse(string text, out ReleaseTag tag)
    {
        var sound = ProblemWith(text) is null;
        tag = sound ? new ReleaseTag(text) : null!;
        return sound;
    }

    /// <exception cref="FormatException"><paramref name="text"/> cannot be a tag.</exception>
    public static ReleaseTag Parse(string text) =>
        TryParse(text, out var tag) ? tag : throw new FormatException($"this is not a valid release tag: {ProblemWith(text)}");

    /// <summary>
    /// The name of a folder that was made of any text by escaping (%XX), where a family calls releases after such texts. It is no name that a server of releases is asked for.
    /// </summary>
    public static bool TryParseEscaped(string folder, out ReleaseTag tag)
    {
        var sound = Escaped().IsMatch(folder) && !Reserved.Contains(folder, StringComparer.Ordinal);
        tag = sound ? new ReleaseTag(folder) : null!;
        return sound;
    }

    /// <summary>A tag that Visor itself has written down.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> cannot be one.</exception>
    public static ReleaseTag ParseStored(string text) => TryParseStored(text, out var tag) ? tag : Parse(text);

    /// <inheritdoc cref="TryParse"/>
    public static bool TryParseStored(string text, out ReleaseTag tag)
    {
        if (!string.Equals(text, Genesis.Value, StringComparison.Ordinal))
            return TryParseEscaped(text, out tag);
        tag = Genesis;
        return true;
    }

    public override string ToString() => Value;

    // \z and not $: a trailing newline is not part of a name.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Allowed();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._+~%$&:=@-]{0,127}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escaped();
}
