using Visor.Chains.Cosmos.Upgrades;

namespace Visor.Chains.Cosmos.Rpc;

/// <summary>What a node says of itself over CometBFT's RPC.</summary>
/// <param name="StoreHeight"><c>status</c>, latest_block_height: the last block in its store.</param>
/// <param name="AppHeight"><c>abci_info</c>, last_block_height: the last block that its app has committed; null: it does not answer, as while it executes a block.</param>
/// <param name="CatchingUp">Whether it is behind the network, as far as it knows.</param>
internal sealed record NodeReport(ulong StoreHeight, ulong? AppHeight, bool CatchingUp)
{
    /// <summary>The id of its network.</summary>
    public string Network { get; init; } = "";

    /// <summary>When its last block was made; null: it has none, or does not say.</summary>
    public DateTimeOffset? BlockTime { get; init; }

    /// <summary>Its share in the votes; 0: it validates nothing.</summary>
    public ulong VotingPower { get; init; }

    /// <summary>The version that its app was built with; null: it does not answer.</summary>
    public string? AppVersion { get; init; }

    /// <summary>What its app says of the next upgrade.</summary>
    public PlanReport Plan { get; init; } = new PlanReport.Unknown("it was not asked");

    /// <summary>The block at which the upgrade that was asked for was applied; 0: it was not; null: not asked, or not answered.</summary>
    public ulong? AppliedAt { get; init; }
}

/// <summary>What an app answers to CurrentPlan.</summary>
internal abstract record PlanReport
{
    private PlanReport()
    {
    }

    public sealed record None : PlanReport;

    public sealed record Agreed(UpgradeInfo Plan) : PlanReport;

    /// <summary>It has no upgrade module: no plan will ever come from it.</summary>
    public sealed record NoModule : PlanReport;

    /// <summary>It has not answered, or not yet with anything that could be used.</summary>
    public sealed record Unknown(string Why) : PlanReport;
}

/// <summary>What came of asking a node.</summary>
internal abstract record NodeAnswer
{
    private NodeAnswer()
    {
    }

    public sealed record Said(NodeReport Report) : NodeAnswer;

    /// <inheritdoc cref="PlanAnswer.Failure"/>
    public sealed record Failure(string Message, string Advice, bool MayListen) : NodeAnswer;
}
