using System.Globalization;
using System.Net;

namespace Visor.Releases.Fetching;

/// <summary>Whether an answer says "not now", and until when: "Rate limits for the REST API" of GitHub's documentation.</summary>
internal static class RateLimit
{
    private static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(1);

    /// <summary>The limit is one of an hour; whatever a server says, it is asked again soon after that.</summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(75);

    /// <summary>What the documentation demands where the server does not say more.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    /// <returns>Null: the answer has another reason.</returns>
    public static TimeSpan? WaitOf(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;

        var wait = RetryAfter(response, now) ?? UntilReset(response, now);
        if (wait is null)
            return response.StatusCode == HttpStatusCode.TooManyRequests ? Usual : null;
        return wait < MinDelay ? MinDelay : wait > MaxDelay ? MaxDelay : wait;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - now,
        _ => null,
    };

    private static TimeSpan? UntilReset(HttpResponseMessage response, DateTimeOffset now)
    {
        if (Number(response, "X-RateLimit-Remaining") != 0)
            return null;
        var longest = (now + MaxDelay).ToUnixTimeSeconds();
        return Number(response, "X-RateLimit-Reset") is { } reset
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(reset, 0, longest)) - now
            : Usual;
    }

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
