namespace Visor.Recovery;

/// <summary>How much of the node has outlived the Visor that started it.</summary>
internal enum Liveness
{
    /// <summary>Nothing of this home lives.</summary>
    None,

    /// <summary>One of two processes, or only what they have left behind.</summary>
    Partial,

    /// <summary>Every process that was started.</summary>
    Full,
}
