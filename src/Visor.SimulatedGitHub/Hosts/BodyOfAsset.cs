using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>The answer with the bytes of an asset: the whole, a part, or what a misbehaviour makes of it.</summary>
internal sealed class BodyOfAsset(HttpContext context, RecordedRequest record, Trouble trouble)
{
    private readonly HttpResponse _response = context.Response;

    public async Task Send(PublishedAsset asset)
    {
        _response.ContentType = asset.File.ContentType;
        _response.Headers.ETag = asset.ETag;
        _response.Headers.ContentDisposition = $"attachment; filename={asset.File.Name}";
        if (trouble.Meets<Misbehaviour.Encoded>(out var encoded))
            _response.Headers.ContentEncoding = encoded.Encoding;
        if (encoded is { Truly: true })
        {
            await Encoded(asset);
            return;
        }

        _response.Headers.AcceptRanges = "bytes";
        if (RangeOf(asset) is not { } range)
        {
            _response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            _response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{asset.File.Size}");
            return;
        }

        if (range.IsPart)
        {
            _response.StatusCode = StatusCodes.Status206PartialContent;
            _response.Headers.ContentRange = range.Header(asset.File.Size);
        }

        _response.ContentLength = range.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await new AssetStream(context, record, trouble).Copy(asset.File, range);
    }

    private ByteRange? RangeOf(PublishedAsset asset)
    {
        if (context.Request.Headers.Range.Count > 0 && trouble.Meets<Misbehaviour.RangeIgnored>())
            return new ByteRange(0, asset.File.Size, IsPart: false);
        var range = ByteRange.Of(context.Request, asset.File.Size, asset.ETag);
        return range is { IsPart: true, From: > 0 } && trouble.Meets<Misbehaviour.WrongRange>() ? range with { From = range.From - 1 } : range;
    }

    private async Task Encoded(PublishedAsset asset)
    {
        await using var content = asset.File.Open();
        await using var gzip = new GZipStream(_response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await content.CopyToAsync(gzip, context.RequestAborted);
    }
}
