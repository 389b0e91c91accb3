using Visor.Configuration;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains;

/// <summary>What a chain family answers where families differ. It is chosen once, when a home is opened; nobody asks afterwards which one it is.</summary>
/// <param name="Layout">Where does what lie?</param>
/// <param name="Connector">What has the network agreed on, is it time, and how far is the node? Each start of a node is asked through a client of its own.</param>
/// <param name="Processes">What are the processes of a node, by their roles and arguments?</param>
internal sealed record Chain(IReleaseLayout Layout, INodeConnector Connector, INodeProcesses Processes)
{
    /// <summary>What counts where a configuration says nothing?</summary>
    public required ChainDefaults Defaults { get; init; }

    /// <summary>Which release is a binary?</summary>
    public required IReleaseProof Proof { get; init; }

    /// <summary>What has to be looked at before a start?</summary>
    public required INodeChecks Checks { get; init; }

    /// <summary>What does a new home hold?</summary>
    public required IHomeTemplates Templates { get; init; }

    /// <summary>What have the data of a stopped node been through?</summary>
    public required Func<CommandRunner, IUpgradeWitness> Witness { get; init; }

    /// <summary>Is a release left alone until it has answered for the first time since the switch to it: neither killed nor given up for its silence?</summary>
    public bool LeavesFirstStartAlone { get; init; }

    /// <summary>Whether that holds for what runs now: what it does before its first answer may not be broken off, nor done twice.</summary>
    public bool LeavesAlone(ActiveRelease active) => LeavesFirstStartAlone && !active.HasResponded;

    /// <summary>How is a node started?</summary>
    public required Func<LaunchTools, ILaunchPlanner> Launch { get; init; }

    /// <summary>Where does a release come from that is not there? Null: from where the configuration says.</summary>
    public Func<IBinaryDownloads, IPlanSource>? Source { get; init; }

    /// <summary>How does a service run a home? Null: <c>run --home HOME</c>, and its environment needs nothing.</summary>
    public ServiceStart? Service { get; init; }

    /// <summary>May an operator plan an upgrade himself? Null: only the network plans.</summary>
    public IOperatorPlans? Plans { get; init; }

    /// <summary>What is done between two releases, while nothing of the node lives? Null: nothing.</summary>
    public Func<CommandRunner, TimeProvider, ISwitchSteps>? Steps { get; init; }
}
