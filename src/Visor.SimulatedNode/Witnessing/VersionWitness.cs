using Visor.SimulatedNode.Chain;

namespace Visor.SimulatedNode.Witnessing;

/// <summary>Records, once per process, that the release that runs is wrong for a block.</summary>
internal sealed class VersionWitness(Witness witness)
{
    private bool _recorded;

    public void Judge(Network network, long block)
    {
        if (_recorded)
            return;
        var right = network.ReleaseFor(block);
        if (string.Equals(right, witness.Release, StringComparison.Ordinal))
            return;
        _recorded = true;
        witness.Record("WRONG-VERSION", block, $"the network runs {right}");
    }
}
