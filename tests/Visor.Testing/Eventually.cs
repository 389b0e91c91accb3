using System.Diagnostics;
using Xunit;

namespace Visor.Testing;

/// <summary>Waits for what other processes do to files, of which nobody sends a notice.</summary>
internal static class Eventually
{
    /// <summary>Only what goes wrong lasts this long: a machine on which much else runs must not look like it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <param name="what">What was to become true.</param>
    public static Task Holds(Func<bool> condition, string what) => See(() => condition() ? what : null, () => what);

    /// <param name="look">Null: not yet.</param>
    /// <param name="describe">Says what was seen instead, when patience is over.</param>
    public static Task<T> See<T>(Func<T?> look, Func<string> describe)
        where T : class => See(() => Task.FromResult(look()), describe);

    /// <inheritdoc cref="See{T}(Func{T}, Func{string})"/>
    public static async Task<T> See<T>(Func<Task<T?>> look, Func<string> describe)
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            if (await look() is { } seen)
                return seen;
            await Task.Delay(Step, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"not within {Patience.TotalSeconds} s: {describe()}");
    }
}
