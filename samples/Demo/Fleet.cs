namespace Visor.Demo;

/// <summary>The Visors of all nodes. Whatever happens, disposing leaves none of them and none of their nodes.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    // Longer than a Visor gives its node.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private readonly ProcessMark _mark = new("VISOR_DEMO_MARK");
    private readonly List<VisorProcess> _visors = [];

    public IReadOnlyList<VisorProcess> Visors => _visors;

    /// <summary>How many processes had to be killed in the end.</summary>
    public int Killed { get; private set; }

    public void Start(IEnumerable<DemoNode> nodes)
    {
        foreach (var node in nodes)
            _visors.Add(new VisorProcess(node, _mark));
    }

    /// <summary>Asks every Visor to stop, and waits for them; what is left after the grace period is killed.</summary>
    public async Task Stop()
    {
        foreach (var visor in _visors)
            visor.Terminate();
        using var patience = new CancellationTokenSource(Grace, TimeProvider.System);
        try
        {
            await Task.WhenAll(_visors.Select(v => v.WaitForExit(patience.Token)));
        }
        catch (OperationCanceledException)
        {
            // What still runs is killed now.
        }

        Killed += _mark.KillBearers();
        await Task.WhenAll(_visors.Select(v => v.WaitForExit(CancellationToken.None)));
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        foreach (var visor in _visors)
            visor.Dispose();
        _visors.Clear();
    }
}
