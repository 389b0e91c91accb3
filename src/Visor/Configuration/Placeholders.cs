using System.Text.RegularExpressions;
using Visor.Model;
using Visor.Platform;

namespace Visor.Configuration;

/// <summary>
/// <c>{tag}</c>, <c>{version}</c>, <c>{os}</c> and <c>{arch}</c> in addresses, paths and names of a release. What stands for them begins with a letter or a
/// digit and has no slash (<see cref="ReleaseTag"/>), so that no tag can lead out of the folder that the operator has named.
/// </summary>
internal static partial class Placeholders
{
    private const int TimeoutMs = 1000;

    private static readonly string[] Names = ["tag", "version", "os", "arch"];

    /// <returns>Null: there are none but these four.</returns>
    public static string? ProblemWith(string text)
    {
        if (!HasAny(text))
            return null;
        foreach (var name in Any().Matches(text).Select(m => m.Groups["name"].Value).Where(name => !Names.Contains(name, StringComparer.Ordinal)))
        {
            var meant = NameSuggestion.Find(name, Names) is { } near ? $"; did you mean {{{near}}}?" : "";
            return $"has the placeholder {{{Quoting.Printable(name)}}}, and Visor knows {{tag}}, {{version}}, {{os}} and {{arch}}{meant}";
        }

        return !HasAny(Any().Replace(text, "")) ? null : "has a '{' or '}' that belongs to no placeholder; Visor knows {tag}, {version}, {os} and {arch}";
    }

    /// <param name="text">It has no problem.</param>
    /// <param name="escape">What is done to each value.</param>
    public static string Expand(string text, ReleaseTag tag, Func<string, string>? escape = null) => !HasAny(text) ? text : Any().Replace(text, m =>
    {
        var value = m.Groups["name"].Value switch
        {
            "tag" => tag.Value,
            "version" => VersionOf(tag),
            "os" => PlatformAsset.OperatingSystemName,
            "arch" => PlatformAsset.Architecture,
            _ => m.Value,
        };
        return escape is null ? value : escape(value);
    });

    private static bool HasAny(string text) => text.AsSpan().IndexOfAny('{', '}') >= 0;

    // Nothing but a digit may come first: "v.." would be a way up.
    private static string VersionOf(ReleaseTag tag) => tag.Value is ['v', >= '0' and <= '9', ..] ? tag.Value[1..] : tag.Value;

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Any();
}
