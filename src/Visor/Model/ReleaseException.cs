namespace Visor.Model;

/// <summary>A release cannot be used, or not be had; the message says why and what to do.</summary>
internal class ReleaseException(string message) : Exception(message)
{
    /// <summary>Whether the error may be temporary, so that an automatic retry makes sense.</summary>
    public bool Passes { get; init; }
}
