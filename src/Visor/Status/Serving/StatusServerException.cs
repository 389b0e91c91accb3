namespace Visor.Status.Serving;

/// <summary>The status page cannot be served now; the message says why, for one line of the log.</summary>
internal sealed class StatusServerException(string message, Exception? cause = null) : Exception(message, cause);
