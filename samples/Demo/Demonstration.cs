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
        DemoNode[] nodes =
        [
            new("node-1", folder.In("node-1")) { StopDelaySeconds = 0, HasDataNode = true, IsPrepared = false },
            new("node-2", folder.In("node-2")) { StopDelaySeconds = 1, HasDataNode = false, IsPrepared = false },
            new("node-3", folder.In("node-3")) { StopDelaySeconds = 2, HasDataNode = false, IsPrepared = false },
            new("node-4", folder.In("node-4")) { StopDelaySeconds = 3, HasDataNode = false, IsPrepared = true },
        ];
        await network.MakeReleases(cancellation);
        await using var releases = await ReleaseHost.Start(network);
        foreach (var node in nodes)
            NodeFiles.Write(node, network, releases);

        await using var fleet = new Fleet();
        network.Begin();
        fleet.Start(nodes);
        await Screen.Show(nodes, show => Watch(fleet, nodes, show, cancellation));
        await fleet.Stop();

        var problems = Verdict.Judge(fleet, releases);
        if (problems.Count > 0)
            return problems;
        Screen.Say($"All {nodes.Length} nodes went from {Network.Steps[0].Release} to {Network.Steps[^1].Release} without operator intervention.");
        Screen.Say($"The release server answered {releases.Questions} questions and sent {releases.Downloads} downloads.");
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
