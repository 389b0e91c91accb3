using Microsoft.Extensions.Logging;

namespace Visor.Logging;

/// <summary>Shows transfers: as a bar in the last line of a terminal, or else as a line of the log now and then.</summary>
/// <param name="terminal">Null: there is no terminal.</param>
internal sealed class Transfers(ILogger log, TerminalLine? terminal, TimeProvider time)
{
    private static readonly TimeSpan BarPace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LinePace = TimeSpan.FromSeconds(10);

    /// <param name="name">What people call it, such as the release's tag.</param>
    public TransferProgress Begin(string name) => terminal is { } line
        ? new TransferProgress(time, BarPace, transfer => line.Show(TransferText.Bar(name, transfer, line.Width)), line.Hide)
        : new TransferProgress(time, LinePace, transfer => log.LogInformation("{Progress}", TransferText.Line(name, transfer)), () => { });
}
