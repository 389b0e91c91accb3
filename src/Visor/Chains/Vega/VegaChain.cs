using Visor.Chains.Vega.Checks;
using Visor.Chains.Vega.Launch;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;

namespace Visor.Chains.Vega;

/// <summary>A node of the Vega network: a core and, perhaps, a data node.</summary>
internal static class VegaChain
{
    public static Chain Create()
    {
        var releases = new ChainDefaults("vegaprotocol", "vega", "vega");
        var connector = new VegaConnector();
        return new Chain(new VegaLayout(), connector, new VegaNodeProcesses())
        {
            Defaults = releases,
            Proof = new VegaProof(),
            Checks = new VegaChecks(connector),
            Templates = new VegaTemplates(releases.AssetName),
            Witness = commands => new VegaWitness(commands),
            Launch = tools => new VegaLaunchPlanner(tools.Witness),
        };
    }
}
