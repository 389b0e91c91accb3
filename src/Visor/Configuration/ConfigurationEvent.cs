using System.Collections.Immutable;

namespace Visor.Configuration;

/// <summary>What became of <c>config.toml</c> while Visor runs.</summary>
internal abstract record ConfigurationEvent
{
    private ConfigurationEvent()
    {
    }

    /// <summary>A good file was read; <paramref name="After"/> counts from the next decision. Both are equal after a requested reload.</summary>
    public sealed record Changed(VisorConfig Before, VisorConfig After, ImmutableArray<ConfigurationProblem> Warnings) : ConfigurationEvent;

    /// <summary>The file has errors, which these are; the last good configuration stays.</summary>
    public sealed record Rejected(ImmutableArray<ConfigurationProblem> Problems) : ConfigurationEvent;

    /// <summary>Told once: the kernel does not say when the file changes, so that it is looked at from time to time.</summary>
    public sealed record WatchLost(string Reason) : ConfigurationEvent;
}
