namespace Visor.Bench.Peers;

/// <summary>The same work for every tool, in rounds of one after the other, so that what else the machine does meets all of them.</summary>
internal sealed class SideBySide(IReadOnlyList<Peer> peers)
{
    private readonly Dictionary<(string Figure, string Unit, string Tool), List<double>> _values = [];
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);
    private readonly List<(string Figure, string Unit)> _figures = [];

    /// <summary>One that fails is left out from then on, with the reason, and stops nobody else.</summary>
    /// <param name="run">Of a tool, and the number of the round from 0.</param>
    public async Task Rounds(int rounds, Func<Peer, int, Task> run)
    {
        foreach (var round in Enumerable.Range(0, rounds))
        {
            foreach (var peer in peers)
                await Try(peer, p => run(p, round));
        }
    }

    /// <summary>All at the same time, for what is mostly waiting.</summary>
    public Task AtOnce(Func<Peer, Task> run) => Task.WhenAll(peers.Select(peer => Try(peer, run)));

    public void Add(Peer peer, string figure, string unit, params IEnumerable<double> values)
    {
        lock (_values)
        {
            if (!_figures.Contains((figure, unit)))
                _figures.Add((figure, unit));
            if (!_values.TryGetValue((figure, unit, peer.Name), out var list))
                _values[(figure, unit, peer.Name)] = list = [];
            list.AddRange(values);
        }
    }

    /// <summary>A line a figure and tool, in the order in which they came.</summary>
    public IReadOnlyList<PeerFigure> Figures() =>
        [.. _figures.SelectMany(f => peers.Select(p => _values.TryGetValue((f.Figure, f.Unit, p.Name), out var values) && values.Count > 0
            ? new PeerFigure(f.Figure, f.Unit, p.Name, new Distribution(values))
            : new PeerFigure(f.Figure, f.Unit, p.Name, null, _failed.GetValueOrDefault(p.Name))))];

    private async Task Try(Peer peer, Func<Peer, Task> run)
    {
        lock (_values)
        {
            if (_failed.ContainsKey(peer.Name))
                return;
        }

        try
        {
            await run(peer);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException)
        {
            await Console.Error.WriteLineAsync($"bench: {peer.Name} could not be measured: {e.Message}");
            lock (_values)
                _failed[peer.Name] = e.Message;
        }
    }
}
