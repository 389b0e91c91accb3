using Visor.Model;

namespace Visor.Chains.Vega.Layout;

/// <summary>The processes of a Vega node.</summary>
internal static class VegaProcesses
{
    /// <summary>The one that is asked.</summary>
    public static ProcessRole Core { get; } = ProcessRole.Of("core");

    /// <summary>Keeps what the core has done, where a node has one.</summary>
    public static ProcessRole DataNode { get; } = ProcessRole.Of("data node");
}
