using System.Diagnostics;

namespace Visor.Demo;

/// <summary>Four nodes of one chain, each under a Visor of its own, through two upgrades.</summary>
internal static class Demonstration
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    /// <returns>What went wrong; nothing: all is as it should be.</returns>
    public static async Task<IReadOnlyList<Problem>> Run(DemoFolder folder, CancellationToken cancellation)
    {
        var network = new Network(folder);
        DemoNode[] nodes = [.. Enumerable.Range(1, 4).Select(n => new DemoNode($"node-{n}", folder.In($"node-{n}"), hasDataNode: n == 1))];
        await network.MakeReleases(cancellation);
        foreach (var node in nodes)
            NodeFiles.Write(node, network);

        await using var fleet = new Fleet();
        network.Begin();
        fleet.Start(nodes);
        await Screen.Show(nodes, show => Watch(fleet, nodes, show, cancellation));
        await fleet.Stop();

        var problems = Verdict.Of(fleet);
        if (problems.Count == 0)
            Screen.Say($"All {nodes.Length} nodes went from {Network.Steps[0].Release} to {Network.Steps[^1].Release} without a person.");
        return problems;
    }

    /// <summary>Shows the nodes until all have done what they should, one of them has given up, or the time is over.</summary>
    private static async Task Watch(Fleet fleet, DemoNode[] nodes, Action<IReadOnlyList<NodeView>> show, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Redraw, TimeProvider.System);
        do
        {
            var views = nodes.Select(n => n.Look()).ToArray();
            show(views);
            if (fleet.Visors.Any(v => v.HasExited) || views.All(IsThere))
                return;
        }
        while (Stopwatch.GetElapsedTime(began) < Deadline && await timer.WaitForNextTickAsync(cancellation));
    }

    private static bool IsThere(NodeView view) =>
        view.Height >= Network.LastHeight
        && string.Equals(view.Release, Network.Steps[^1].Release, StringComparison.Ordinal)
        && view.State is "ready";
}
