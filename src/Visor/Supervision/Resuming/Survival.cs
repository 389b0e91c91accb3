namespace Visor.Supervision.Resuming;

/// <summary>How much of the node has outlived the Visor that started it.</summary>
internal enum Survival
{
    /// <summary>Nothing of this home lives.</summary>
    Nothing,

    /// <summary>One of two processes, or only what they have left behind.</summary>
    Part,

    /// <summary>Every process that was started.</summary>
    Whole,
}
