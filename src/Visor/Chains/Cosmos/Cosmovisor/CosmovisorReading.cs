using System.Collections.Immutable;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>What came of reading Cosmovisor's settings.</summary>
/// <param name="Settings">Null: there are errors.</param>
/// <param name="Errors">Each a sentence with place, cause and remedy.</param>
/// <param name="Hints">What works, but not as its author may think; a sentence each.</param>
internal sealed record CosmovisorReading(CosmovisorSettings? Settings, ImmutableArray<string> Errors, ImmutableArray<string> Hints);
