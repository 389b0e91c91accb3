namespace Visor.Bench.Peers;

/// <summary>The same work for every tool, in rounds of one after the other, so that what else the machine does meets all of them.</summary>
internal sealed class SideBySide<TPeer>(IReadOnlyList<TPeer> peers)
    where TPeer : Peer
{
    private readonly Dictionary<(string Figure, string Unit, string Tool), List<double>> _values = [];
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);
    private readonly List<(string Figure, string Unit)> _figures = [];

    /// <summary>One that fails is left out from then on, with the reason, and stops nobody else.</summary>
    /// <param name="run">Of a tool, and the number of the round from 0.</param>
    public async Task Rounds(int rounds, Func<TPeer, int, Task> run)
    {
        foreach (var round in Enumerable.Range(0, rounds))
        {
            foreach (var peer in peers)
                await Try(peer, p => run(p, round));
        }
    }

    /// <summary>All at the same time, for what is mostly waiting.</summary>
    public Task AtOnce(Func<TPeer, Task> run) => Task.WhenAll(peers.Select(peer => Try(peer, run)));

    public void Add(TPeer peer, string figure, string unit, params IEnumerable<double> values)
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

    /// <summary>Each figure of the others by the median of the one they are compared with.</summary>
    public IEnumerable<PeerFigure> Ratios(TPeer with)
    {
        var figures = Figures();
        foreach (var figure in figures.Where(f => !string.Equals(f.Tool, with.Name, StringComparison.Ordinal)))
        {
            var median = figures.FirstOrDefault(f => string.Equals(f.Tool, with.Name, StringComparison.Ordinal) && string.Equals(f.Name, figure.Name, StringComparison.Ordinal))?.Values?.Median;
            if (figure.Values is { } values && median is > 0)
                yield return new PeerFigure($"{figure.Name}, by {with.Name}'s median", "×", figure.Tool, values.DividedBy(median.Value));
        }
    }

    private async Task Try(TPeer peer, Func<TPeer, Task> run)
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
