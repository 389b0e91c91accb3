using Visor.Lifecycle;
using Visor.Processes;

namespace Visor.Supervision;

/// <summary>
/// From a ready core on it is mostly waiting: what starting and switching needed is given back, and brought back when it is needed again. Once more a little
/// later, when what follows a start (the stamp beside the data, the first looks at what lies there) has been done too.
/// </summary>
/// <param name="code">Gives back the pages of the program.</param>
/// <param name="all">The same, and what the heap does not need.</param>
internal sealed class IdleMemoryTrimmer(Action code, Action all, TimeProvider time) : IDisposable
{
    /// <summary>What follows a start has been done by then.</summary>
    internal static readonly TimeSpan Settled = TimeSpan.FromSeconds(20);

    private readonly ITimer _settled = time.CreateTimer(_ => all(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public static IdleMemoryTrimmer OfThisProcess(TimeProvider time) => new(CodePages.GiveBack, HeapTrimmer.GiveBack, time);

    public void Note(StateTransition change)
    {
        if (change is not { Before: NodeState.Connecting, After: NodeState.Running })
            return;
        code();
        _settled.Change(Settled, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _settled.Dispose();
}
