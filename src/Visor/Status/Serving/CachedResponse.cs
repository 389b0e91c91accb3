using Visor.Model;

namespace Visor.Status.Serving;

/// <summary>
/// The bytes of one representation. They are made once for each change of the status, however many ask, and nobody waits for
/// somebody else's making of them: who comes meanwhile gets those from before.
/// </summary>
/// <param name="maxAge">After which they are made anew although nothing has changed; null: never.</param>
internal sealed class CachedResponse(
    Func<NodeStatus?> latest, Func<NodeStatus, byte[]> render, string contentType, TimeSpan? maxAge, TimeProvider time)
{
    private readonly Lock _making = new();
    private volatile Made? _made;

    public StaticResponse Answer()
    {
        if (latest() is not { } status)
            return Serving.StaticResponse.Plain(503, "no status yet; retry in a second");
        if (_made is { } there && (IsFresh(there, status) || !_making.TryEnter()))
            return there.Answer;
        if (!_making.IsHeldByCurrentThread)
            _making.Enter();
        try
        {
            return Make(status);
        }
        finally
        {
            _making.Exit();
        }
    }

    private StaticResponse Make(NodeStatus status)
    {
        if (_made is { } meanwhile && IsFresh(meanwhile, status))
            return meanwhile.Answer;
        var answer = new StaticResponse(200, contentType, render(status));
        _made = new Made(status, time.GetTimestamp(), answer);
        return answer;
    }

    private bool IsFresh(Made made, NodeStatus status) =>
        ReferenceEquals(made.Status, status) && (maxAge is null || time.GetElapsedTime(made.At) < maxAge);

    private sealed record Made(NodeStatus Status, long At, StaticResponse Answer);
}
