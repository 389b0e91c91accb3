using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>The server has said that it does not want to be asked again before some time has passed.</summary>
internal sealed class RateLimitedException(string message, TimeSpan retryAfter) : ReleaseException(message)
{
    public TimeSpan RetryAfter => retryAfter;
}
