using System.Collections.Immutable;

namespace Visor.Model;

/// <summary>Restarts of the process set since this Visor began, by what was at fault.</summary>
/// <param name="Ended">How often each process exited unexpectedly; one that never did may be missing.</param>
/// <param name="Silent">How often the process that is asked did not answer for too long.</param>
/// <param name="StartFailed">How often a start did not succeed.</param>
internal sealed record RestartCounts(ImmutableDictionary<ProcessRole, int> Ended, int Silent, int StartFailed)
{
    public static RestartCounts None { get; } = new([], 0, 0);

    public int Sum() => Ended.Values.Sum() + Silent + StartFailed;

    public int EndedOf(ProcessRole role) => Ended.GetValueOrDefault(role);

    /// <summary>The same with one more end of a process.</summary>
    public RestartCounts WithEnd(ProcessRole role) => this with { Ended = Ended.SetItem(role, EndedOf(role) + 1) };

    public bool Equals(RestartCounts? other) =>
        other is not null && Silent == other.Silent && StartFailed == other.StartFailed && Ended.Count == other.Ended.Count
        && Ended.All(count => other.EndedOf(count.Key) == count.Value);

    public override int GetHashCode() => HashCode.Combine(Ended.Count, Silent, StartFailed);
}
