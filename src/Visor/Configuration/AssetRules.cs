namespace Visor.Configuration;

/// <summary>What the names in <c>[autoInstall]</c> may be: they become parts of an address and of a path.</summary>
internal static class AssetRules
{
    private static readonly string[] TokenBeginnings = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-"];

    public static string NoAsset(ChainDefaults releases) =>
        $"auto-install is on but names no asset, so Visor downloads no release; add the lines `[autoInstall.asset]` and " +
        $"`name = \"{releases.AssetName}\"`, or `enabled = false`";

    public static string? ProblemWithRepositoryPart(string name, ReleaseSourceKind source) =>
        IsPart(name)
            ? null
            : $"{Quoting.Quote(name)} cannot be part of {ServerOf(source)}/OWNER/REPOSITORY, so Visor downloads no release; " +
              "use letters, digits, '-', '_' and '.'";

    /// <summary>GitLab has groups in groups.</summary>
    public static string? ProblemWithOwner(string name, ReleaseSourceKind source) =>
        source == ReleaseSourceKind.GitLab && name.Split('/').All(IsPart) ? null : ProblemWithRepositoryPart(name, source);

    private static bool IsPart(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name is not ("." or "..");

    private static string ServerOf(ReleaseSourceKind source) => source == ReleaseSourceKind.GitHub ? "github.com" : "SERVER";

    public static string? ProblemWithAssetName(string name, ChainDefaults releases) =>
        name.Contains('/', StringComparison.Ordinal) || name is "." or ".."
            ? $"{Quoting.Quote(name)} cannot be an asset; give only the name of a file of the release, such as \"{releases.AssetName}\""
            : null;

    /// <summary>Whether it looks like a token of GitHub, GitLab or Forgejo, and not like the path of a file.</summary>
    public static bool IsToken(string text) =>
        TokenBeginnings.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal)) || (text.Length == 40 && text.All(char.IsAsciiHexDigit));

    public static string? ProblemWithBinaryName(string name, ChainDefaults releases) =>
        name.StartsWith('/') || name.Split('/').Contains("..", StringComparer.Ordinal)
            ? $"{Quoting.Quote(name)} points outside the archive; give the path of the binary inside it, such as \"{releases.Program}\""
            : null;
}
