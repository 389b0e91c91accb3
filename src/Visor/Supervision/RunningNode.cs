using Visor.Configuration;
using Visor.Node;
using Visor.Processes;

namespace Visor.Supervision;

/// <summary>One start of the node: its processes and the ways to ask them.</summary>
internal sealed class RunningNode(RunConfig runConfig, TimeProvider time) : IDisposable
{
    public CoreClient Core { get; } = new(runConfig.Rpc.SocketPath, runConfig.Rpc.HttpPath, time);

    /// <summary>Null: the run config names no statistics.</summary>
    public StatisticsClient? Statistics { get; } =
        runConfig.StatisticsUrl is { } url ? new StatisticsClient(url, time) : null;

    public ProcessSet Set { get; private set; } = ProcessSet.Empty;

    /// <summary>Whether it is stopped, or has ended, because something went wrong and not because somebody asked for it.</summary>
    public bool HasFailed { get; set; }

    public void Add(SupervisedProcess process) => Set = Set.With(process);

    public void Dispose()
    {
        Core.Dispose();
        Statistics?.Dispose();
    }
}
