using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>
/// The <c>X-RateLimit</c> headers (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). They count
/// down, but never to zero by themselves: a test says when the limit is reached.
/// </summary>
internal sealed class RateLimit
{
    private const int Anonymous = 60;
    private const int WithToken = 5000;

    private readonly DateTimeOffset _reset = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1);
    private int _used;

    public void Count(HttpResponse response, bool hasToken)
    {
        var limit = hasToken ? WithToken : Anonymous;
        var used = Math.Min(Interlocked.Increment(ref _used), limit - 1);
        var headers = response.Headers;
        headers["X-RateLimit-Limit"] = Number(limit);
        headers["X-RateLimit-Remaining"] = Number(limit - used);
        headers["X-RateLimit-Used"] = Number(used);
        headers["X-RateLimit-Reset"] = Number(_reset.ToUnixTimeSeconds());
        headers["X-RateLimit-Resource"] = "core";
    }

    /// <param name="after">How far the reset lies ahead; null: at the end of the hour.</param>
    public static void UsedUp(IHeaderDictionary headers, TimeSpan? after)
    {
        headers["X-RateLimit-Remaining"] = "0";
        headers["X-RateLimit-Used"] = headers["X-RateLimit-Limit"];
        if (after is { } some)
            headers["X-RateLimit-Reset"] = Number((TimeProvider.System.GetUtcNow() + some).ToUnixTimeSeconds());
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
