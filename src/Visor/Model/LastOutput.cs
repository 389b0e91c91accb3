using System.Collections.Immutable;

namespace Visor.Model;

/// <summary>What a process of the node wrote last before it exited unexpectedly.</summary>
/// <param name="Process">Its role, in words.</param>
/// <param name="Exit">How it ended.</param>
/// <param name="Lines">Oldest first, at most <see cref="MaxLines"/>; each is fit for a terminal. Empty: it wrote nothing, or that is not known.</param>
/// <param name="Unknown">Why the lines are not known, and where to look; null: they are.</param>
internal sealed record LastOutput(string Process, int Pid, string Exit, DateTimeOffset At, ImmutableArray<string> Lines, string? Unknown)
{
    public const int MaxLines = 20;

    /// <summary>Characters.</summary>
    public const int MaxLineLength = 400;

    /// <summary>Such as <c>the core (pid 812)</c>: a reason that begins with it is about this end.</summary>
    public string Who => $"the {Process} (pid {Pid})";

    public bool Equals(LastOutput? other) =>
        other is not null
        && (Process, Pid, Exit, At, Unknown) == (other.Process, other.Pid, other.Exit, other.At, other.Unknown)
        && Lines.AsSpan().SequenceEqual(other.Lines.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Process, Pid, At);
}
