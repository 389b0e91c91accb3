using Visor.Model;

namespace Visor.Tests.Recovery;

/// <summary>What is true of the network and of the node's memory and data, whether or not any Visor hears of it.</summary>
internal sealed class Chain
{
    private const ulong Beyond = 5;

    /// <summary>What the network has agreed on; null: nothing.</summary>
    public UpgradePlan? Agreed { get; private set; }

    /// <summary>Where the data node's history ends.</summary>
    public ulong History { get; private set; }

    /// <summary>What the core that lives is ready for. It is in its memory alone.</summary>
    public UpgradePlan? Ready { get; private set; }

    /// <summary>What the core that ran last was ready for when it ended; null: nothing.</summary>
    public UpgradePlan? StoodReady { get; private set; }

    /// <summary>Whether it ended because it was stopped: then somebody had the time to ask.</summary>
    public bool WasStopped { get; set; }

    public void Agree(UpgradePlan? plan) => Agreed = plan;

    public void BecomeReady(UpgradePlan plan) => (Agreed, Ready, History) = (plan, plan, plan.Height);

    /// <summary>The network thinks better of it, and the node goes on beyond its block.</summary>
    public void Withdraw()
    {
        if (Agreed is { } plan && Ready is null)
            (Agreed, History) = (null, plan.Height + Beyond);
    }

    public void CoreBegins() => (Ready, StoodReady, WasStopped) = (null, null, false);

    public void CoreEnds() => (StoodReady, Ready) = (Ready ?? StoodReady, null);

    /// <summary>A person has said what runs.</summary>
    public void Settle() => (StoodReady, WasStopped) = (null, false);
}
