using Visor.Model;

namespace Visor.Journaling;

/// <summary>One of the releases that have run on a home, one after the other.</summary>
/// <param name="Height">The block of the last upgrade that the home went through by then; 0: none that Visor knows of.</param>
internal sealed record Activation(Release Release, ulong Height);
