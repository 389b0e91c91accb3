using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>An answer did not come, or not whole, for a reason that may have passed when it is asked for again.</summary>
/// <param name="message">The cause, without a remedy.</param>
internal sealed class TransferException(string message) : Exception(message);

/// <summary>The server has said that it does not want to be asked again before some time has passed.</summary>
internal sealed class RateLimitedException(string message, TimeSpan retryAfter) : ReleaseException(message)
{
    public TimeSpan RetryAfter => retryAfter;
}
