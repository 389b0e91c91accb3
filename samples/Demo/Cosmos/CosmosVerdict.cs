using System.Globalization;

namespace Visor.Demo.Cosmos;

/// <summary>Judges by the ledger of the nodes, not by what Visor says of itself.</summary>
internal static class CosmosVerdict
{
    public static IEnumerable<Problem> Judge(IReadOnlyList<CosmosNode> nodes, CosmosNetwork network, int killed)
    {
        var ledger = JsonLines.Read<CosmosLine>(network.Ledger);
        if (killed > 0)
            yield return new Problem("demo", $"{killed} processes were still there after their Visors and had to be killed", LogFile: null);
        foreach (var node in nodes)
        {
            foreach (var problem in Judge(node, network, [.. ledger.Where(l => string.Equals(l.Home, node.Home, StringComparison.Ordinal))]))
                yield return new Problem(node.Name, problem, node.LogFile);
        }
    }

    private static IEnumerable<string> Judge(CosmosNode node, CosmosNetwork network, IReadOnlyList<CosmosLine> ledger)
    {
        foreach (var disaster in ledger.Where(l => l.IsDisaster))
            yield return string.Create(CultureInfo.InvariantCulture, $"{disaster.Event}: {disaster.Release}, pid {disaster.Pid}, after block {disaster.App}: {disaster.Detail}");
        if (node.ExitCode is not 0)
            yield return $"visor ended with exit code {node.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"} and not with 0";
        if (network.Patch is not { } patch)
        {
            yield return "the demo did not come to the patch of the operators";
            yield break;
        }

        string[] right = [CosmosNetwork.Genesis.Release, .. CosmosNetwork.Voted.Select(s => s.Release), patch.Release];
        string[] ran = [.. ledger.Where(l => l.Event is "first-block").Select(l => l.Release).Distinct(StringComparer.Ordinal)];
        if (!ran.SequenceEqual(right, StringComparer.Ordinal))
            yield return $"blocks were made by {string.Join(", ", ran)} and not by {string.Join(", ", right)}";
        else if (!string.Equals(node.Current, $"upgrades/{patch.Name}", StringComparison.Ordinal))
            yield return $"current leads to {node.Current}";
    }
}
