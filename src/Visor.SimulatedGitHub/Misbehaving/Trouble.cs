using System.Diagnostics.CodeAnalysis;

namespace Visor.SimulatedGitHub.Misbehaving;

/// <summary>What is wrong now.</summary>
internal sealed class Trouble
{
    private readonly Lock _lock = new();
    private readonly List<Current> _current = [];
    private TaskCompletionSource _end = New();

    public void Begin(IEnumerable<Misbehaviour> misbehaviours)
    {
        lock (_lock)
            _current.AddRange(misbehaviours.Select(m => new Current(m)));
    }

    public void End()
    {
        TaskCompletionSource ended;
        lock (_lock)
        {
            _current.Clear();
            (ended, _end) = (_end, New());
        }

        ended.SetResult();
    }

    /// <summary>Ends when the server behaves again. To be asked for before <see cref="Meets{T}()"/>.</summary>
    public Task UntilEnd()
    {
        lock (_lock)
            return _end.Task;
    }

    public bool Meets<T>()
        where T : Misbehaviour => Meets<T>(out _);

    /// <summary>Whether this request meets such a misbehaviour; it is then one of those it was meant for.</summary>
    public bool Meets<T>([NotNullWhen(true)] out T? misbehaviour)
        where T : Misbehaviour
    {
        lock (_lock)
        {
            var met = _current.Find(c => c.What is T && c.Left > 0);
            misbehaviour = met?.What as T;
            if (met is not null)
                met.Left--;
            return misbehaviour is not null;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Current(Misbehaviour what)
    {
        public Misbehaviour What => what;

        public int Left { get; set; } = what.Times;
    }
}
