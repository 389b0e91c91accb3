using System.Text;
using Visor.Configuration;
using Visor.Http;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>Where a release is fetched from, and what is demanded of it: what is in force for one attempt.</summary>
/// <param name="Api">Address of the REST API, such as <c>https://api.github.com</c>; without query, fragment, user and last slash. Of files below an address: that, as far as it is the server's.</param>
internal sealed record ReleaseSource(
    Uri Api, string Owner, string Repository, string AssetName, string? ChecksumsAsset, AssetVerification Verification, ApiToken? Token)
{
    private const string ApiVariable = "GITHUB_API_URL";

    /// <summary>Bytes; far more than an excerpt shows.</summary>
    private const int MaxReplyChars = 64 * 1024;

    public ReleaseSourceKind Kind { get; init; }

    /// <summary>Where the files of a release lie, if no API says it: an address without a last slash, or an absolute path.</summary>
    public string Place { get; init; } = "";

    /// <summary>Null: no signature is wanted.</summary>
    public SignatureConfig? Signature { get; init; }

    /// <summary>What to do where an address leads elsewhere, for messages.</summary>
    public string Advice { get => field ?? $"check {Key}, or the server there and the proxy in front of it"; init; }

    /// <summary>The key that names the server, for messages.</summary>
    public string Key => Kind switch
    {
        ReleaseSourceKind.Url => "`url` in `[autoInstall]`",
        ReleaseSourceKind.Folder => "`folder` in `[autoInstall]`",
        _ => "`apiUrl` in `[autoInstall]`",
    };

    /// <summary>The keys that name the releases on it, for messages.</summary>
    public string RepositoryKeys => Kind is ReleaseSourceKind.Url or ReleaseSourceKind.Folder ? Key : "`repositoryOwner` and `repository` in `[autoInstall]`";

    /// <summary>For messages.</summary>
    public string RepositoryName => Kind is ReleaseSourceKind.Url or ReleaseSourceKind.Folder ? Place : $"{Owner}/{Repository}";

    /// <param name="environment">The value of an environment variable, or null.</param>
    /// <exception cref="ReleaseException">
    /// Something of it cannot be used; the message names the variable, the file or the key, and the remedy.
    /// </exception>
    public static ReleaseSource Create(AutoInstallConfig config, Func<string, string?> environment)
    {
        if (config.Problem is { } problem)
            throw new ReleaseException(problem);
        return new ReleaseSource(
            ApiOf(config, environment),
            config.RepositoryOwner,
            config.Repository,
            config.AssetName ?? throw new ReleaseException("there is no asset to fetch; write its `name` in `[autoInstall.asset]`"),
            config.ChecksumsAsset,
            config.Signature is { Of: SignedFile.Checksums } ? AssetVerification.Required : config.Verification,
            ApiToken.Read(config, environment))
        {
            Kind = config.Source,
            Place = config.Url ?? config.Folder ?? "",
            Signature = config.Signature,
        };
    }

    /// <summary>The same with the placeholders filled in.</summary>
    public ReleaseSource For(ReleaseTag tag) => this with
    {
        AssetName = Placeholders.Expand(AssetName, tag),
        ChecksumsAsset = ChecksumsAsset is { } list ? Placeholders.Expand(list, tag) : null,
        Place = Placeholders.Expand(Place, tag, Kind == ReleaseSourceKind.Url ? Uri.EscapeDataString : null),
        Signature = Signature is { Asset: { } signature } named ? named with { Asset = Placeholders.Expand(signature, tag) } : Signature,
    };

    /// <summary>Of the release in the API: "Get a release by tag name" at GitHub, "Get a release by a tag name" at GitLab, "repoGetReleaseByTag" at Forgejo.</summary>
    public Uri ReleaseAddress(ReleaseTag tag) => new(Kind == ReleaseSourceKind.GitLab
        ? $"{Api.AbsoluteUri.TrimEnd('/')}/projects/{Uri.EscapeDataString(RepositoryName)}/releases/{Uri.EscapeDataString(tag.Value)}"
        : $"{Api.AbsoluteUri.TrimEnd('/')}/repos/{Uri.EscapeDataString(Owner)}/{Uri.EscapeDataString(Repository)}/releases/tags/{Uri.EscapeDataString(tag.Value)}");

    /// <summary>An address fit for a message, also if a server has put the token into it.</summary>
    public string Shown(Uri address) => Token?.Redact(RedactedUri.Format(address)) ?? RedactedUri.Format(address);

    /// <summary>What a server has said, fit for a message, also if it has sent the token back.</summary>
    public string Excerpt(ReadOnlySpan<byte> said) => Excerpt(Encoding.UTF8.GetString(said[..Math.Min(said.Length, MaxReplyChars)]));

    /// <inheritdoc cref="Excerpt(ReadOnlySpan{byte})"/>
    public string Excerpt(string said) => PlainText.Excerpt(Token?.Redact(said) ?? said); // In this order: of a token that is cut, most would be left.

    /// <summary>Whether it is the API itself that answers there: only it gets the token.</summary>
    public bool IsOfApi(Uri address) => Uri.Compare(
        Api, address, UriComponents.SchemeAndServer | UriComponents.StrongPort, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static Uri ApiOf(AutoInstallConfig config, Func<string, string?> environment) => config.Source switch
    {
        ReleaseSourceKind.GitHub when environment(ApiVariable)?.Trim() is { Length: > 0 } url => Address(url, $"the environment variable {ApiVariable}", "correct or unset it"),
        ReleaseSourceKind.Url => new Uri(new Uri(config.Url![..(config.Url + "{").IndexOf('{', StringComparison.Ordinal)]).GetLeftPart(UriPartial.Authority)),
        ReleaseSourceKind.Folder => new Uri("file:///"),
        _ => Address(config.ApiUrl, "`apiUrl` in `[autoInstall]`", "correct or delete the line"),
    };

    // The address is not shown where it may hold a password.
    private static Uri Address(string text, string origin, string remedy)
    {
        if (!HttpAddress.TryParse(text, out var address))
            throw new ReleaseException($"{origin} is not an address that begins with https:// or http://; {remedy}");
        if (address.UserInfo.Length > 0)
            throw new ReleaseException($"{origin} contains a user or a password, which Visor does not use; {remedy}, and put a token in `tokenFile`");
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ReleaseException($"{origin} has a query or a fragment, which an API address must not have; {remedy}");
        return address;
    }
}
