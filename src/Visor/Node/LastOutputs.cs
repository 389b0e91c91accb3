using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Visor.Model;
using Visor.Processes;

namespace Visor.Node;

/// <summary>Has what an ended process wrote last looked up, beside everything else: neither a restart nor the loop waits for it.</summary>
internal sealed class LastOutputs(LastOutputReader reader, RuntimeTelemetry observations, ILogger log)
{
    /// <summary>A file on a server that does not answer may take for ever.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>A node that ends in a panic writes dozens of lines behind the one that says why.</summary>
    private const int MaxSearchedLines = 400;

    private volatile Task _reading = Task.CompletedTask;

    /// <summary>Completes when what was begun last is known, or has taken too long.</summary>
    public Task Settled => _reading;

    public OutputMark Mark() => reader.Mark();

    /// <summary>A process has exited unexpectedly.</summary>
    public void Begin(SupervisedProcess process, ProcessExit exit) => _reading = Task.Run(() => Read(process, exit));

    /// <summary>For what an end means for an upgrade: whoever decides by it waits for it.</summary>
    /// <returns>Oldest first; empty: they are not known, or it wrote nothing.</returns>
    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>.</exception>
    public async Task<ImmutableArray<string>> Lines(SupervisedProcess process, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Timeout);
        try
        {
            return (await reader.Lines(process.Role, process.Pid, process.OutputMark, MaxSearchedLines, limit.Token).WaitAsync(limit.Token)).Lines;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("The last output of the {Role} (pid {Pid}) could not be read within {Timeout} s", process.Role, process.Pid, Timeout.TotalSeconds);
            return [];
        }
    }

    private async Task Read(SupervisedProcess process, ProcessExit exit)
    {
        try
        {
            using var limit = new CancellationTokenSource(Timeout);
            var output = await reader.Read(process.Role, process.Pid, exit, process.OutputMark, limit.Token).WaitAsync(limit.Token);
            observations.Ended(output);
            foreach (var line in output.Lines)
                log.LogError("Last output of {Who}: {Line}", output.Who, line);
        }
        catch (Exception e)
        {
            // Whatever it is, nothing rests on it.
            log.LogWarning("The last output of the {Role} (pid {Pid}) could not be read: {Reason}", process.Role, process.Pid, PlainText.Excerpt(e.Message));
        }
    }
}
