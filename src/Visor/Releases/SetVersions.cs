using Visor.Home;

namespace Visor.Releases;

/// <summary>What the binaries of a process set say they are.</summary>
/// <param name="DataNode">Null: the set has no data node.</param>
internal sealed record SetVersions(ReleaseTag Core, ReleaseTag? DataNode)
{
    /// <summary>The data node's version where it is another one than the core's; null: the same, or there is none.</summary>
    public ReleaseTag? OtherDataNode => DataNode == Core ? null : DataNode;
}
