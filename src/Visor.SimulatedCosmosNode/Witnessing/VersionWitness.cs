using System.Globalization;
using Visor.SimulatedCosmosNode.Chain;

namespace Visor.SimulatedCosmosNode.Witnessing;

/// <summary>Records, once per process, that the release that runs has executed a block that belongs to another one.</summary>
internal sealed class VersionWitness(Witness witness, string upgrade)
{
    private bool _recorded;

    public void Judge(Network network, long block)
    {
        var right = network.UpgradeFor(block);
        if (_recorded || string.Equals(right, upgrade, StringComparison.Ordinal))
            return;
        _recorded = true;
        witness.Record("WRONG-VERSION", string.Create(
            CultureInfo.InvariantCulture, $"block {block} belongs to {(right.Length == 0 ? "the genesis release" : right)}"));
    }
}
