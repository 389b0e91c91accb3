using Visor.SimulatedNode.Chain;

namespace Visor.SimulatedNode.Witnessing;

/// <summary>Records, once per process, that the release that runs is wrong for a block.</summary>
internal sealed class VersionWitness(Witness witness)
{
    private bool _recorded;

    public void Judge(Network network, long block)
    {
        if (_recorded || network.IsRight(witness.Release, block))
            return;
        _recorded = true;
        witness.Record("WRONG-VERSION", block, $"the network runs {network.ReleaseFor(block)}");
    }
}
