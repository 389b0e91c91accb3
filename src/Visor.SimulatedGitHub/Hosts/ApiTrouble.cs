using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Visor.SimulatedGitHub.Misbehaving;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>Answers of the API that have nothing to do with the question.</summary>
internal static class ApiTrouble
{
    private const string CaptivePortal =
        "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please log in to use this network.</body></html>";

    /// <returns>Whether it was answered.</returns>
    public static async Task<bool> Answer(Trouble trouble, ApiReply reply)
    {
        if (trouble.Meets<Misbehaviour.ApiStatus>(out var status))
            await reply.Message(status.Code, MessageOf(status.Code));
        else if (reply.Request.Headers.Authorization.Count > 0 && trouble.Meets<Misbehaviour.TokenRefused>(out var refused))
            await reply.Message(refused.Code, MessageOf(refused.Code));
        else if (trouble.Meets<Misbehaviour.RateLimited>(out var limited))
            await Limited(limited, reply);
        else if (trouble.Meets<Misbehaviour.HtmlInsteadOfJson>())
            await reply.Text(StatusCodes.Status200OK, "text/html; charset=utf-8", CaptivePortal);
        else if (trouble.Meets<Misbehaviour.BrokenJson>())
            await reply.Text(StatusCodes.Status200OK, ApiReply.JsonType, "{\"tag_name\": ");
        else if (IsAsked(reply.Request) && trouble.Meets<Misbehaviour.Moved>())
            reply.Redirect(StatusCodes.Status301MovedPermanently, $"http://{reply.Request.Host}{reply.Request.Path}?moved=1");
        else
            return false;
        return true;
    }

    private static async Task Limited(Misbehaviour.RateLimited limited, ApiReply reply)
    {
        if (limited.RetryAfter is { } retryAfter)
            reply.Headers.RetryAfter = ((long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        RateLimit.UsedUp(reply.Headers, limited.ResetAfter);
        await reply.Message(limited.Status, "API rate limit exceeded for 127.0.0.1.");
    }

    private static bool IsAsked(HttpRequest request) => !request.Query.ContainsKey("moved");

    private static string MessageOf(int code) => code switch
    {
        StatusCodes.Status401Unauthorized => "Bad credentials",
        StatusCodes.Status404NotFound => "Not Found",
        _ => JsonNamingPolicy.CamelCase.ConvertName(((HttpStatusCode)code).ToString()),
    };
}
