namespace Visor.Releases;

/// <summary>A release cannot be used as it lies there; the message says why and what to do.</summary>
internal sealed class ReleaseException(string message) : Exception(message);
