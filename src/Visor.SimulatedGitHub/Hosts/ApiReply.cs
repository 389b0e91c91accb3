using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>How the API answers, whatever it answers.</summary>
internal sealed class ApiReply(HttpContext context, RecordedRequest record, Trouble trouble)
{
    public const string JsonType = "application/json; charset=utf-8";
    private const int BytesPerMebibyte = 1 << 20;

    public HttpRequest Request => context.Request;

    public IHeaderDictionary Headers => context.Response.Headers;

    /// <summary>200, or 304 if the client has this answer already.</summary>
    public async Task Json(object content)
    {
        var json = JsonSerializer.Serialize(content, ReleaseJson.Options);
        if (trouble.Meets<Misbehaviour.HugeJson>(out var huge) && json.StartsWith('{'))
            json = $"{{\"padding\":\"{new string('x', huge.Mebibytes * BytesPerMebibyte)}\",{json[1..]}";
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))}\"";
        Headers.ETag = tag;
        Headers.CacheControl = "public, max-age=60, s-maxage=60";
        Headers.Vary = "Accept, Accept-Encoding";
        if (Request.Headers.IfNoneMatch.Contains(tag, StringComparer.Ordinal))
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await Text(StatusCodes.Status200OK, JsonType, json);
    }

    public Task JsonOrNothing(object? content) => content is null ? NotFound() : Json(content);

    public Task NotFound() => Message(StatusCodes.Status404NotFound, "Not Found");

    public Task Message(int status, string message) => Text(
        status,
        JsonType,
        JsonSerializer.Serialize(new { message, documentation_url = "https://docs.github.com/rest", status = $"{status}" }));

    public void Redirect(int status, string location)
    {
        context.Response.StatusCode = status;
        Headers.Location = location;
    }

    public Task Bytes(PublishedAsset asset) => new BodyOfAsset(context, record, trouble).Send(asset);

    public async Task Text(int status, string type, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        if (HttpMethods.IsHead(Request.Method))
            return;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        record.Sent(body.Length);
    }
}
