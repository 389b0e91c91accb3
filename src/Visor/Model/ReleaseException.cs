namespace Visor.Model;

/// <summary>A release cannot be used, or not be had; the message says why and what to do.</summary>
internal class ReleaseException(string message) : Exception(message)
{
    /// <summary>Whether it may well pass by itself: whoever waits for it need not be a person.</summary>
    public bool Passes { get; init; }
}
