using System.Globalization;
using Microsoft.AspNetCore.Http;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>
/// The host of the bytes: it knows nobody, trusts the signature in the address, and, as the storage behind GitHub does, refuses
/// a request that has another authorization beside it.
/// </summary>
internal sealed class StorageAnswers(Catalog catalog, Trouble trouble)
{
    private const string Prefix = "/release-assets/";

    public async Task Answer(HttpContext context, RecordedRequest request)
    {
        var response = context.Response;
        if (trouble.Meets<Misbehaviour.StorageStatus>(out var status))
            await Refuse(response, status.Code, "ServerBusy");
        else if (request.HasToken)
            await Refuse(response, StatusCodes.Status400BadRequest, "InvalidAuthenticationInfo");
        else if (AssetOf(context.Request) is not { } asset)
            await Refuse(response, StatusCodes.Status404NotFound, "BlobNotFound");
        else if (!string.Equals(context.Request.Query["sig"], asset.Signature, StringComparison.Ordinal))
            await Refuse(response, StatusCodes.Status403Forbidden, "AuthenticationFailed");
        else
            await new BodyOfAsset(context, request, trouble).Send(asset);
    }

    private PublishedAsset? AssetOf(HttpRequest request)
    {
        var path = request.Path.Value!;
        return path.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(path[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? catalog.Asset(id)?.Asset
                : null;
    }

    private static async Task Refuse(HttpResponse response, int status, string code)
    {
        response.StatusCode = status;
        response.ContentType = "application/xml";
        await response.WriteAsync($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code></Error>");
    }
}
