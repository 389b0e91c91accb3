using Visor.SimulatedCosmosNode.Chain;

namespace Visor.SimulatedCosmosNode.App;

/// <summary>What is done with the block of a plan.</summary>
internal abstract record GateVerdict
{
    private GateVerdict()
    {
    }

    /// <summary>It is a block like any other.</summary>
    internal sealed record None : GateVerdict;

    internal sealed record Skip(Plan Plan) : GateVerdict;

    internal sealed record Apply(Plan Plan) : GateVerdict;
}
