using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Releases;

namespace Visor.SimulatedCosmosNode.Processes;

/// <summary>Ends the process where its release does so.</summary>
internal sealed class Faults(NodeHome home, Release release, Ending ending)
{
    public void At(string place)
    {
        foreach (var fault in (release.Faults ?? []).Where(f => string.Equals(f.At, place, StringComparison.Ordinal)))
        {
            if (!Counter.Take(home, $"{release.Version} {place}", fault.Times))
                continue;
            if (fault.Signal > 0)
                ending.Die(fault.Signal, place);
            else
                ending.Exit(fault.Exit, "exit", place);
        }
    }
}
