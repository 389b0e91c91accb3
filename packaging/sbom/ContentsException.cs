namespace Visor.Sbom;

/// <summary>What the program is made of cannot be told; the message says why, and what to do.</summary>
internal sealed class ContentsException(string message) : Exception(message);
