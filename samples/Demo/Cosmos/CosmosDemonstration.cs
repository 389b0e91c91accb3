using System.Globalization;

namespace Visor.Demo.Cosmos;

/// <summary>
/// Four nodes of a Cosmos SDK chain, each with a Visor in Cosmovisor's place: an upgrade that the chain has voted for, two more two blocks apart, a node that catches up through all of
/// them, and an upgrade that only the operators have agreed on.
/// </summary>
internal static class CosmosDemonstration
{
    private const long BlocksToPatch = 60;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(58);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>What went wrong; nothing: all is as it should be.</returns>
    public static async Task<IReadOnlyList<Problem>> Run(DemoFolder folder, CancellationToken cancellation)
    {
        var network = new CosmosNetwork(folder);
        CosmosNode[] nodes = [.. Enumerable.Range(1, 4).Select(i => new CosmosNode($"node-{i}", i, folder.In($"node-{i}")))];
        foreach (var node in nodes)
            node.Write(network);
        var mark = new ProcessMark("VISOR_DEMO_MARK");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(Deadline);
        var killed = 0;
        try
        {
            await Tell(nodes, network, mark, over.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Screen.Say($"The time is over after {Deadline.TotalSeconds:0} s.");
        }
        finally
        {
            killed = await Stop(nodes, mark);
        }

        Problem[] problems = [.. CosmosVerdict.Judge(nodes, network, killed)];
        if (problems.Length == 0)
            Screen.Say($"All {nodes.Length} nodes run {network.Patch!.Release}. No block was made by a wrong release, no node ran twice, none was killed.");
        foreach (var node in nodes)
            node.Dispose();
        return problems;
    }

    private static async Task Tell(CosmosNode[] nodes, CosmosNetwork network, ProcessMark mark, CancellationToken cancellation)
    {
        var story = new CosmosStory(nodes, network);
        var (first, late) = (nodes[..3], nodes[3]);
        Screen.Say("Three nodes of a Cosmos SDK chain start with v1.0.0, in homes of Cosmovisor. This takes about 35 s; Ctrl-C stops the nodes and cleans up.");
        Screen.Say($"The chain votes for {string.Join(", ", CosmosNetwork.Voted.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name} at block {s.Height}")))}.");
        network.Begin();
        foreach (var node in first)
            node.Start(mark);
        var last = CosmosNetwork.Voted[^1].Name;
        await Until(() => first.All(story.Runs(last)), story, cancellation);

        Screen.Say($"A fourth node starts from the genesis at block {network.Height} and catches up, through all upgrades.");
        late.Start(mark);
        await Until(() => story.Runs(last)(late), story, cancellation);

        var patch = network.AgreeOnPatch(BlocksToPatch);
        Screen.Say(string.Create(CultureInfo.InvariantCulture, $"A bug: the operators agree on {patch.Name} from block {patch.Height} on, without a vote. Each one types:"));
        Screen.Say(string.Create(CultureInfo.InvariantCulture, $"  visor plan {patch.Name} --height {patch.Height} && systemctl restart gaia"));
        foreach (var node in nodes)
        {
            node.Place(patch);
            await node.Do(cancellation, "plan", patch.Name, "--height", patch.Height.ToString(CultureInfo.InvariantCulture));
            await node.Restart(mark, cancellation);
        }

        await Until(() => nodes.All(story.Runs(patch.Name)), story, cancellation);
    }

    private static async Task Until(Func<bool> isThere, CosmosStory story, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        do
        {
            story.Look();
            if (story.HasEnded)
                throw new IOException("a Visor has ended by itself");
            if (isThere())
                return;
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <returns>How many processes had to be killed.</returns>
    private static async Task<int> Stop(CosmosNode[] nodes, ProcessMark mark)
    {
        foreach (var node in nodes)
            node.Terminate();
        using var patience = new CancellationTokenSource(Grace, TimeProvider.System);
        try
        {
            await Task.WhenAll(nodes.Select(n => n.WaitForExit(patience.Token)));
        }
        catch (OperationCanceledException)
        {
            // What still runs is killed now.
        }

        var killed = mark.KillBearers();
        await Task.WhenAll(nodes.Select(n => n.WaitForExit(CancellationToken.None)));
        return killed;
    }
}
