using System.Collections.Immutable;

namespace Visor.Configuration;

/// <summary>Programs of the operator that Visor runs when something happens: <c>[hooks]</c>. Each is an absolute path and its arguments; empty: none.</summary>
internal sealed record HooksConfig
{
    /// <summary>The next release has been proven; it may say that it is not ready.</summary>
    public HookCommand OnStaged { get; init; } = HookCommand.None;

    /// <summary>The old release is about to be stopped.</summary>
    public HookCommand BeforeUpgrade { get; init; } = HookCommand.None;

    /// <summary>The new release has answered.</summary>
    public HookCommand AfterUpgrade { get; init; } = HookCommand.None;

    /// <summary>Visor has given the node up.</summary>
    public HookCommand OnFailure { get; init; } = HookCommand.None;

    /// <summary>How long a hook may take before it is killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}

/// <param name="Words">Path and arguments; empty: there is no hook.</param>
internal sealed record HookCommand(ImmutableArray<string> Words)
{
    public static HookCommand None { get; } = new([]);

    public bool IsGiven => !Words.IsEmpty;

    public bool Equals(HookCommand? other) => other is not null && Words.SequenceEqual(other.Words, StringComparer.Ordinal);

    public override int GetHashCode() => Words.Length;
}
