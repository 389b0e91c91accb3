using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>The redirects of one request: how far they may lead, and what they may not get hold of.</summary>
/// <param name="first">Where the request begins. A release may name another server for its files, which is a stranger too.</param>
internal sealed class Redirects(ReleaseSource source, Uri first)
{
    private const int MaxCount = 10;

    private int _followed;

    /// <summary>Once an address has led away from the API, whatever comes after it is led by a stranger.</summary>
    public bool SendToken { get; private set; } = source.IsOfApi(first);

    /// <returns>Null: this is the final answer.</returns>
    /// <exception cref="ReleaseException">It leads nowhere, in a circle, or off the secure connection.</exception>
    public Uri? Next(Uri asked, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            return null;

        var from = source.Shown(asked);
        if (++_followed > MaxCount)
            throw new ReleaseException($"{from} redirects for the {MaxCount + 1}th time, an endless loop; {source.Advice}");
        if (response.Headers.Location is not { } location || !Uri.TryCreate(asked, location, out var target))
            throw new ReleaseException($"{from} redirects without a target (HTTP {(int)response.StatusCode}); {source.Advice}");
        if (target.Scheme is not ("https" or "http") || target.Host.Length == 0)
            throw new ReleaseException($"{from} redirects to something that is neither https:// nor http://; {source.Advice}");
        if (target.Scheme is "http" && asked.Scheme is "https" && !(source.Api.Scheme is "http" && source.Api.IsLoopback))
        {
            throw new ReleaseException(
                $"{from} redirects to {source.Shown(target)}, which is not encrypted, so Visor does not follow it; {source.Advice}");
        }

        SendToken &= source.IsOfApi(target);
        return target;
    }
}
