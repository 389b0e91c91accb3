using System.Collections.Immutable;

namespace Visor.Chains;

/// <summary>How a service runs a home.</summary>
/// <param name="Words">Behind the name of the program.</param>
/// <param name="Variables">That its environment needs, as <c>NAME=value</c>.</param>
/// <param name="Notice">What a person still has to add; null: nothing.</param>
internal sealed record ServiceStart(ImmutableArray<string> Words, ImmutableArray<string> Variables, string? Notice);
