using System.Collections.Immutable;

namespace Visor.Configuration;

internal sealed class LiveConfiguration(VisorConfig first)
{
    public VisorConfig Current { get; } = first;

    public ImmutableArray<ConfigurationProblem> Problems { get; } = [];
}
