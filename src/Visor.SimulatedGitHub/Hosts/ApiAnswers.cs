using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>
/// https://docs.github.com/rest/releases/releases and https://docs.github.com/rest/releases/assets: what is read of them.
/// GET and HEAD alone.
/// </summary>
internal sealed class ApiAnswers(Catalog catalog, Trouble trouble, string storageUrl)
{
    private readonly RateLimit _limit = new();

    /// <summary>The token of private repositories, or null.</summary>
    public required Func<string?> Token { get; init; }

    public async Task Answer(HttpContext context, RecordedRequest request)
    {
        var reply = new ApiReply(context, request, trouble);
        _limit.Count(context.Response, request.HasToken);
        if (!request.Headers.ContainsKey("User-Agent"))
            await reply.Text(StatusCodes.Status403Forbidden, "text/plain", "Request forbidden: it has no User-Agent header.");
        else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            await reply.NotFound();
        else if (!await ApiTrouble.Answer(trouble, reply))
            await Right(context.Request, reply);
    }

    private async Task Right(HttpRequest request, ApiReply reply)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (Token() is { } token && !IsToken(authorization, token))
        {
            if (authorization.Length == 0)
                await reply.NotFound();
            else
                await reply.Message(StatusCodes.Status401Unauthorized, "Bad credentials");
            return;
        }

        // Decoded, a project of GitLab would fall into several parts.
        if (await new OtherForges(catalog, trouble).Answer(request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0], reply, AddressOf))
            return;
        var json = new ReleaseJson($"http://{request.Host}", trouble);
        switch (request.Path.Value!.Split('/', 6)[1..])
        {
            case ["repos", var owner, var repository, "releases"]:
                await reply.Json(ReleasePage.Of(catalog.Of(owner, repository), request, reply).Select(json.Of).ToArray());
                break;
            case ["repos", var owner, var repository, "releases", var rest] when rest.StartsWith("tags/", StringComparison.Ordinal):
                await Release(owner, repository, Uri.UnescapeDataString(rest["tags/".Length..]), json, reply);
                break;
            case ["repos", var owner, var repository, "releases", var rest] when rest.StartsWith("assets/", StringComparison.Ordinal):
                await Asset(owner, repository, rest["assets/".Length..], json, reply);
                break;
            default:
                await reply.NotFound();
                break;
        }
    }

    private async Task Release(string owner, string repository, string tag, ReleaseJson json, ApiReply reply)
    {
        var release = catalog.Of(owner, repository).FirstOrDefault(r => string.Equals(r.Tag, tag, StringComparison.Ordinal));
        if (release is null)
            await reply.NotFound();
        else
            await reply.Json(json.Of(release));
    }

    private async Task Asset(string owner, string repository, string number, ReleaseJson json, ApiReply reply)
    {
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || catalog.Asset(id) is not var (release, asset)
            || !release.IsOf(owner, repository)
            || trouble.Meets<Misbehaviour.AssetGone>())
            await reply.NotFound();
        else if (!reply.Request.Headers.Accept.ToString().Contains("application/octet-stream", StringComparison.OrdinalIgnoreCase))
            await reply.Json(json.Of(release, asset));
        else if (trouble.Meets<Misbehaviour.NoRedirect>())
            await reply.Bytes(asset);
        else if (trouble.Meets<Misbehaviour.RedirectLoop>())
            reply.Redirect(StatusCodes.Status302Found, $"http://{reply.Request.Host}{reply.Request.Path}");
        else
            reply.Redirect(StatusCodes.Status302Found, trouble.Meets<Misbehaviour.RedirectTo>(out var to) ? to.Location : AddressOf(asset));
    }

    private string AddressOf(PublishedAsset asset) => string.Create(
        CultureInfo.InvariantCulture,
        $"{storageUrl}/release-assets/{asset.Id}?sig={asset.Signature}&filename={Uri.EscapeDataString(asset.File.Name)}");

    private static bool IsToken(string authorization, string token) =>
        string.Equals(authorization, $"Bearer {token}", StringComparison.Ordinal) || string.Equals(authorization, $"token {token}", StringComparison.Ordinal);
}
