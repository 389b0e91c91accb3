using Visor.Platform;

namespace Visor.Configuration;

/// <summary>What the names in <c>[autoInstall]</c> may be: they become parts of an address and of a path.</summary>
internal static class AssetRules
{
    private static readonly string[] TokenBeginnings = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"];

    public static string NoAsset =>
        $"auto-install is on without an asset to fetch, so that no release will be; write the lines `[autoInstall.asset]` and " +
        $"`name = \"{PlatformAsset.Name}\"`, or `enabled = false`";

    public static string? ProblemWithRepositoryPart(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name is not ("." or "..")
            ? null
            : $"{Quoting.Quote(name)} cannot be part of github.com/OWNER/REPOSITORY, so that no release will be fetched; " +
              "write letters, digits, '-', '_' and '.'";

    public static string? ProblemWithAssetName(string name) =>
        name.Contains('/', StringComparison.Ordinal) || name is "." or ".."
            ? $"{Quoting.Quote(name)} cannot be an asset; write the bare name of a file of the release, such as \"{PlatformAsset.Name}\""
            : null;

    /// <summary>Whether it looks like a token of GitHub and not like the path of a file.</summary>
    public static bool IsToken(string text) =>
        TokenBeginnings.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal)) || (text.Length == 40 && text.All(char.IsAsciiHexDigit));

    public static string? ProblemWithBinaryName(string name) =>
        name.StartsWith('/') || name.Split('/').Contains("..", StringComparer.Ordinal)
            ? $"{Quoting.Quote(name)} leads out of the archive; write the path of the binary inside it, such as \"vega\""
            : null;
}
