using Visor.Chains.Vega.Checks;
using Visor.Chains.Vega.Launch;
using Visor.Chains.Vega.Layout;

namespace Visor.Chains.Vega;

/// <summary>A node of the Vega network: a core and, perhaps, a data node.</summary>
internal static class VegaChain
{
    public static Chain Create()
    {
        var connector = new VegaConnector();
        return new Chain(new VegaLayout(), connector, new VegaNodeProcesses())
        {
            Checks = new VegaChecks(connector),
            Templates = new VegaTemplates(),
            Witness = commands => new VegaWitness(commands),
            Launch = witness => new VegaLaunchPlanner(witness),
        };
    }
}
