using Visor.Platform;

namespace Visor.Node;

/// <summary>Signals that a file in HOME was created, deleted or changed.</summary>
internal sealed class HomeChangeSignal
{
    private readonly Pulse _pulse = new();

    /// <summary>Something in HOME has changed.</summary>
    public void Signal() => _pulse.Signal();

    /// <inheritdoc cref="Pulse.Next"/>
    public Task Next() => _pulse.Next();

    /// <summary>Until it is so, and no longer than <paramref name="longest"/>; looks again at every change.</summary>
    public async Task Until(Func<bool> isSo, TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var delay = Task.Delay(longest, time, over.Token);
        while (!delay.IsCompleted)
        {
            var change = Next();
            if (isSo())
                break;
            await Task.WhenAny(change, delay);
        }

        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Until the next change, and no longer than <paramref name="longest"/>.</summary>
    public async Task NextOrAfter(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        if (longest <= TimeSpan.Zero)
            return;
        using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(Next(), Task.Delay(longest, time, delay.Token));
        await delay.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }
}
