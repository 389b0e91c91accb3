namespace Visor.Demo;

/// <summary><c>visor run</c> for one node.</summary>
internal sealed class VisorProcess : IDisposable
{
    private readonly LoggedVisor _visor;

    public VisorProcess(DemoNode node, ProcessMark mark) => (Node, _visor) = (node, LoggedVisor.Start([Programs.Visor], node.Home, node.LogFile, mark));

    public DemoNode Node { get; }

    public bool HasExited => _visor.HasExited;

    /// <inheritdoc cref="LoggedVisor.ExitCode"/>
    public int ExitCode => _visor.ExitCode;

    public void Terminate() => _visor.Terminate();

    public Task WaitForExit(CancellationToken cancellation) => _visor.WaitForExit(cancellation);

    public void Dispose() => _visor.Dispose();
}
