namespace Visor.Releases;

/// <summary>A release cannot be used, or not be had; the message says why and what to do.</summary>
internal class ReleaseException(string message) : Exception(message);
