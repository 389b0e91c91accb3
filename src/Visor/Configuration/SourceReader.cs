using Visor.Model;

namespace Visor.Configuration;

/// <summary>Reads where releases come from: <c>source</c> in <c>[autoInstall]</c>, and the keys that say more of it.</summary>
internal sealed class SourceReader(TableReader table, ProblemList problems)
{
    private static readonly string[] Kinds = ["github", "gitlab", "forgejo", "url", "folder"];
    private static readonly ReleaseTag Any = ReleaseTag.Parse("v1.2.3");

    public ReleaseSourceKind Kind()
    {
        if (table.Text("source") is not { } word)
            return ReleaseSourceKind.GitHub;
        switch (word.Text)
        {
            case "github":
                return ReleaseSourceKind.GitHub;
            case "gitlab":
                return ReleaseSourceKind.GitLab;
            case "forgejo" or "gitea":
                return ReleaseSourceKind.Forgejo;
            case "url":
                return ReleaseSourceKind.Url;
            case "folder":
                return ReleaseSourceKind.Folder;
            default:
                var meant = NameSuggestion.Find(word.Text, Kinds) is { } near ? $"; did you mean \"{near}\"?" : "";
                table.Wrong(word.Entry, $"must be \"github\", \"gitlab\", \"forgejo\" (Gitea too), \"url\" or \"folder\"{meant}");
                return ReleaseSourceKind.GitHub;
        }
    }

    /// <param name="notUsable">Told the place, the key and what keeps releases from being fetched.</param>
    public string ApiUrl(ReleaseSourceKind kind, Action<TextPlace, string, string> notUsable)
    {
        var usual = ServerOf(kind);
        if (table.NonEmptyString("apiUrl", $"an address such as \"{usual.Example}\", or delete the line") is not { } url)
        {
            if (usual.Default is null && kind == ReleaseSourceKind.Forgejo)
                notUsable(table.Take("source")?.Place ?? table.Place, table.PathOf("apiUrl"), $"is missing: Visor does not know which server to ask; write apiUrl = \"{usual.Example}\" with the server's name");
            return usual.Default ?? "";
        }

        if (!HttpAddress.TryParse(url.Text, out var address))
            table.Wrong(url.Entry, "must be an address that begins with https:// or http://");
        else if (kind is ReleaseSourceKind.Url or ReleaseSourceKind.Folder)
            notUsable(url.Entry.Place, table.PathOf(url.Entry.Key), $"has no meaning with source = \"{Word(kind)}\"; delete the line, or correct `source`");
        else if (usual.Path is { } path && !address.AbsolutePath.TrimEnd('/').EndsWith(path, StringComparison.Ordinal))
            notUsable(url.Entry.Place, table.PathOf(url.Entry.Key), $"must end in {path}, as the address of this API does, such as \"{usual.Example}\"");
        return url.Text.TrimEnd('/');
    }

    /// <inheritdoc cref="ApiUrl"/>
    public string? Url(ReleaseSourceKind kind, Action<TextPlace, string, string> notUsable)
    {
        if (Given("url", "\"https://downloads.example.com/{tag}\"", kind, ReleaseSourceKind.Url, notUsable) is not { } url)
            return null;
        if (Placeholders.ProblemWith(url.Text) is { } problem)
            table.Wrong(url.Entry, problem);
        else if (!HttpAddress.TryParse(Placeholders.Expand(url.Text, Any), out var address))
            table.Wrong(url.Entry, "must be an address that begins with https:// or http://");
        else if (address.UserInfo.Length > 0)
            table.Wrong(url.Entry, "contains a user or a password, which Visor does not use; put a token in a file, and name it in `tokenFile`");
        else if (address.Query.Length > 0 || address.Fragment.Length > 0)
            table.Wrong(url.Entry, "has a query or a fragment; give the address of the folder that the release's files lie in");
        else if (url.Text.IndexOf('{', StringComparison.Ordinal) is >= 0 and var first && first < EndOfHost(url.Text))
            table.Wrong(url.Entry, "has a placeholder in the name of the server, and no tag may choose the server; write placeholders behind it alone");
        return url.Text.TrimEnd('/');
    }

    /// <inheritdoc cref="ApiUrl"/>
    public string? Folder(ReleaseSourceKind kind, Action<TextPlace, string, string> notUsable)
    {
        if (Given("folder", "\"/srv/releases/{tag}\"", kind, ReleaseSourceKind.Folder, notUsable) is not { } folder)
            return null;
        if (Placeholders.ProblemWith(folder.Text) is { } problem)
            table.Wrong(folder.Entry, problem);
        return Path.GetFullPath(folder.Text, Path.GetDirectoryName(Path.GetFullPath(problems.File)) ?? "/");
    }

    private (TomlEntry Entry, string Text)? Given(
        string key, string example, ReleaseSourceKind kind, ReleaseSourceKind wanted, Action<TextPlace, string, string> notUsable)
    {
        var given = table.NonEmptyString(key, $"one such as {example}, or delete the line");
        if (given is { } here && kind != wanted)
        {
            notUsable(here.Entry.Place, table.PathOf(key), $"counts only with source = \"{Word(wanted)}\"; write that line, or delete this one");
            return null;
        }

        if (given is null && kind == wanted && table.Take(key) is null)
            notUsable(table.Take("source")?.Place ?? table.Place, table.PathOf(key), $"is missing: source = \"{Word(kind)}\" needs it; write {key} = {example}");
        return given;
    }

    private static int EndOfHost(string url)
    {
        var begin = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        return url.IndexOf('/', begin) is >= 0 and var end ? end : url.Length;
    }

    private static string Word(ReleaseSourceKind kind) => Kinds[(int)kind];

    private static (string? Default, string Example, string? Path) ServerOf(ReleaseSourceKind kind) => kind switch
    {
        ReleaseSourceKind.GitLab => ("https://gitlab.com/api/v4", "https://gitlab.com/api/v4", "/api/v4"),
        ReleaseSourceKind.Forgejo => (null, "https://codeberg.org/api/v1", "/api/v1"),
        ReleaseSourceKind.GitHub => ("https://api.github.com", "https://api.github.com", null),
        _ => (null, "https://api.github.com", null),
    };
}
