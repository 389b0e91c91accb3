using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>What Visor tells the world about its node: the content of <c>.visor/status.json</c>.</summary>
/// <param name="Hold">The operator's reason while <c>HOME/hold</c> exists, whether or not an upgrade is due; null: it does not.</param>
/// <param name="Journal">Why the journal cannot be written, so that no upgrade goes on; null: it can.</param>
/// <param name="Alert">What an operator has to act on; null: nothing.</param>
/// <param name="Notice">What an operator should know about the node that runs; null: nothing.</param>
internal sealed record NodeStatus(
    VisorStatus Visor,
    NodePart Node,
    PlanStatus? Upgrade,
    LastUpgradeStatus? LastUpgrade,
    ConfigurationStatus Configuration,
    string? Journal,
    string? Alert,
    string? Notice,
    string? Hold)
{
    /// <summary>Raised only when an older reader could misread what a newer Visor writes.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>Why the node could not be started again from what lies there now, with the remedy; null: it could, or it does not run.</summary>
    public string? Drift { get; init; }

    /// <summary>True: the node answers, and its app has failed, so that it makes no blocks; null: it has not.</summary>
    public bool? Stalled { get; init; }

    /// <summary>Of the process that exited unexpectedly last since this Visor began; null: none did.</summary>
    public LastOutput? LastOutput { get; init; }

    /// <summary>The command that starts the node again, which this Visor has given up and stays to say so; null: it has not.</summary>
    public string? StartAgain { get; init; }

    /// <summary>Null: the node is not down, or since when is not known.</summary>
    public DowntimeStatus? Downtime { get; init; }

    /// <summary>What ended last, of an upgrade, a switch or a restart; null: there was none, or how long it was is not known.</summary>
    public LastDowntimeStatus? LastDowntime { get; init; }

    /// <summary>The same hold with who has set it and since when; null: there is none, or a Visor published this that did not know.</summary>
    public OperatorHold? HoldDetail { get; init; }

    /// <summary>The command that ends a hold of this node. It is not published: whoever reads the status knows which home it is of.</summary>
    [JsonIgnore]
    public string Resume { get; init; } = "visor resume";

    /// <summary>The hold as far as it is known; null: there is none.</summary>
    [JsonIgnore]
    public OperatorHold? Held => Hold is null ? null : HoldDetail ?? new OperatorHold(Hold, By: null, Since: null);

    /// <summary>What whoever reads this where it is published is to be told.</summary>
    public Health Health => Health.Of(this);
}

/// <param name="Running">False once Visor has ended in good order; after a crash only its pid and start time tell.</param>
/// <param name="StartTime">Clock ticks after boot, which tell this pid from a later one.</param>
internal sealed record VisorStatus(string Version, int Pid, ulong StartTime, bool Running, DateTimeOffset Since)
{
    /// <summary>In which its pid and those of its node count; null: an earlier Visor published this, which did not say.</summary>
    public string? PidNamespace { get; init; }
}

/// <param name="Restarts">Since this Visor began.</param>
internal sealed record ProcessStatus(int Pid, ulong StartTime, DateTimeOffset Since, int Restarts);

/// <param name="State"><c>staging</c>, <c>staged</c>, <c>notReady</c>, <c>due</c> or <c>held</c>.</param>
/// <param name="Eta">When the height will be reached at the present pace; null: not known.</param>
internal sealed record PlanStatus(string Tag, ulong Height, string State, string? Reason, DateTimeOffset? Eta);

/// <param name="At">When its release was started.</param>
/// <param name="DowntimeMs">From due to the first answer; null: it has not answered yet, or that is not known.</param>
internal sealed record LastUpgradeStatus(string Tag, ulong Height, DateTimeOffset At, long? DowntimeMs)
{
    /// <summary>What that consists of; null likewise, or an earlier Visor wrote it, which meant something shorter by the downtime.</summary>
    public DowntimeParts? DowntimeParts { get; init; }

    /// <summary><c>monotonic</c>: measured from its beginning to its end; <c>journal</c>: by the times in the journal. Null likewise.</summary>
    public string? DowntimeClock { get; init; }

    /// <summary>What its app has said of it; null: nothing yet, or its chain family tells no more than its version.</summary>
    public UpgradeProof? Proof { get; init; }

    public static LastUpgradeStatus Create(string tag, ulong height, DateTimeOffset at, Downtime? downtime) => new(tag, height, at, downtime?.TotalMs)
    {
        DowntimeParts = downtime?.Parts,
        DowntimeClock = downtime?.Clock(),
    };

    /// <returns>Null: not known.</returns>
    public Downtime? Downtime() => DowntimeMs is { } total && DowntimeParts is { } parts ? Model.Downtime.Published(total, parts, DowntimeClock) : null;
}

/// <summary>A downtime that is over.</summary>
/// <param name="At">When the node answered.</param>
/// <param name="Release">What answered.</param>
internal sealed record LastDowntimeStatus(DateTimeOffset At, string Release, long DowntimeMs, DowntimeParts DowntimeParts, string DowntimeClock)
{
    public static LastDowntimeStatus Create(DateTimeOffset at, string release, Downtime downtime) => new(at, release, downtime.TotalMs, downtime.Parts, downtime.Clock());

    public Downtime Downtime() => Model.Downtime.Published(DowntimeMs, DowntimeParts, DowntimeClock);
}

/// <summary>A downtime that goes on.</summary>
/// <param name="Since">When it began.</param>
/// <param name="For">What is waited for: <c>hold</c>, <c>release</c>, <c>stop</c>, <c>switch</c> or <c>start</c>.</param>
/// <param name="ForSince">When that began.</param>
/// <param name="Parts">What lies before that.</param>
internal sealed record DowntimeStatus(DateTimeOffset Since, string For, DateTimeOffset ForSince, DowntimeParts Parts)
{
    /// <summary>As it is at a moment.</summary>
    public Downtime SoFar(DateTimeOffset now)
    {
        var parts = Parts.Plus(DowntimePartWords.Parse(For), Milliseconds(now - ForSince));

        // Moments are read to the second, and the parts add up all the same.
        return new Downtime(parts.Sum() ?? Milliseconds(now - Since), parts);
    }

    private static long Milliseconds(TimeSpan span) => Math.Max(0, (long)span.TotalMilliseconds);
}

/// <param name="Errors">Of the file as it is now; while there are any, the last valid configuration stays in force.</param>
internal sealed record ConfigurationStatus(bool Valid, ImmutableArray<string> Errors)
{
    public bool Equals(ConfigurationStatus? other) =>
        other is not null && Valid == other.Valid && Errors.SequenceEqual(other.Errors, StringComparer.Ordinal);

    public override int GetHashCode() => Errors.Length;
}
