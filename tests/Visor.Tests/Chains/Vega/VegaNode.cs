using System.Collections.Immutable;
using Visor.Chains;
using Visor.Chains.Vega;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Model;
using Visor.Releases;

namespace Visor.Tests.Chains.Vega;

/// <summary>The node that the tests of what is above the chains are tried with.</summary>
internal static class VegaNode
{
    public static Chain Chain { get; } = VegaChain.Create();

    /// <summary>What a configuration without <c>[autoInstall]</c> gives.</summary>
    public static AutoInstallConfig AutoInstall { get; } = new() { RepositoryOwner = Chain.Defaults.Owner, Repository = Chain.Defaults.Repository };

    /// <param name="dataNode">Null: there is none.</param>
    public static SetVersions Versions(ReleaseTag core, ReleaseTag? dataNode = null) =>
        new([(VegaRoles.Core, core), .. dataNode is null ? [] : new[] { (VegaRoles.DataNode, dataNode) }]);

    /// <summary>A node without a data node.</summary>
    public static ImmutableArray<NodeProcess> Processes(ProcessStatus? core) => [new NodeProcess(VegaRoles.Core, core)];

    public static ImmutableArray<NodeProcess> Processes(ProcessStatus? core, ProcessStatus? dataNode) =>
        [new NodeProcess(VegaRoles.Core, core), new NodeProcess(VegaRoles.DataNode, dataNode)];

    public static RestartCounts Restarts(int coreEnded, int dataNodeEnded, int silent, int startFailed) =>
        new(ImmutableDictionary<ProcessRole, int>.Empty.Add(VegaRoles.Core, coreEnded).Add(VegaRoles.DataNode, dataNodeEnded), silent, startFailed);
}
