using Microsoft.Extensions.Logging;
using Visor.Model;
using Visor.Processes;

namespace Visor.Node;

/// <summary>Has what an ended process wrote last looked up, beside everything else: neither a restart nor the loop waits for it.</summary>
internal sealed class LastOutputs(LastOutputReader reader, RuntimeTelemetry observations, ILogger log)
{
    /// <summary>A file on a server that does not answer may take for ever.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private volatile Task _reading = Task.CompletedTask;

    /// <summary>Completes when what was begun last is known, or has taken too long.</summary>
    public Task Settled => _reading;

    public OutputMark Mark() => reader.Mark();

    /// <summary>A process has exited unexpectedly.</summary>
    public void Begin(SupervisedProcess process, ProcessExit exit) => _reading = Task.Run(() => Read(process, exit));

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
