namespace Visor.Releases.Fetching;

/// <summary>An answer did not come, or not whole, for a reason that may have passed when it is asked for again.</summary>
/// <param name="message">The cause, without a remedy.</param>
internal sealed class TransferException(string message) : Exception(message);
