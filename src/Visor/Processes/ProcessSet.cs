using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Processes;

/// <summary>The processes of one start of the node, in the order in which they were started.</summary>
internal sealed class ProcessSet(ImmutableArray<SupervisedProcess> processes)
{
    public static ProcessSet Empty { get; } = new([]);

    public ImmutableArray<SupervisedProcess> Processes => processes;

    /// <summary>The one that is asked; null: there is none.</summary>
    public SupervisedProcess? Queried => processes.IsEmpty ? null : processes[0];

    public SupervisedProcess? this[ProcessRole role] => processes.FirstOrDefault(p => p.Role == role);

    public SupervisedProcess? this[int pid] => processes.FirstOrDefault(p => p.Pid == pid);

    public ProcessSet With(SupervisedProcess process) => new(processes.Add(process));

    /// <summary>The first that ends. Never completes for an empty set.</summary>
    public async Task<SupervisedProcess> FirstEnded(CancellationToken cancellation)
    {
        if (processes.IsEmpty)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        await Task.WhenAny(processes.Select(p => p.Ended)).WaitAsync(cancellation);
        return processes.First(p => p.Ended.IsCompleted);
    }
}
