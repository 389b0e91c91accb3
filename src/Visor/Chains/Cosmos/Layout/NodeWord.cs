namespace Visor.Chains.Cosmos.Layout;

/// <summary>The commands of a chain's binary that are its node: <c>start</c> of the Cosmos SDK, and <c>run</c> of the chains that have a program of their own, such as Omni and Story.</summary>
internal static class NodeWord
{
    public static bool Is(string? word) => word is "start" or "run";
}
