using Microsoft.Extensions.Logging;
using Visor.Model;
using Visor.Releases.Fetching;

namespace Visor.Node;

/// <summary>What the pieces of work have seen, for people: nothing is decided by it.</summary>
/// <param name="lastUpgrade">Of an earlier Visor; null: none that is known.</param>
internal sealed class RuntimeTelemetry(TimeProvider time, ILogger log, Action changed, LastUpgradeStatus? lastUpgrade = null, LastDowntimeStatus? lastDowntime = null)
{
    // What is told more often is written to the disk more often, and takes the processor from the download.
    private static readonly TimeSpan FetchedPace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly PlanChangeLimiter _alerts = new(time);
    private long? _fetchedAt;
    private Seen _seen = new(RpcProblem: BlockHeightText.NotAskedYet, Alert: null, Progress: null, Fetched: null, Restarts: RestartCounts.None, LastUpgrade: lastUpgrade, Hold: null) { LastDowntime = lastDowntime };

    /// <param name="RpcProblem">Null: the core answers.</param>
    /// <param name="Alert">What an operator has to know about the plan the core reports.</param>
    /// <param name="Fetched">How much of the next release has been downloaded; null: nothing yet.</param>
    /// <param name="Hold">The operator's order to wait, due or not; null: none.</param>
    public sealed record Seen(
        string? RpcProblem,
        string? Alert,
        BlockProgress? Progress,
        string? Fetched,
        RestartCounts Restarts,
        LastUpgradeStatus? LastUpgrade,
        OperatorHold? Hold)
    {
        /// <summary>Of this Visor or an earlier one; null: none is known.</summary>
        public LastDowntimeStatus? LastDowntime { get; init; }

        /// <summary>Why the chain's data has no stamp; null: it has one, or none is wanted.</summary>
        public string? Stamping { get; init; }

        /// <summary>What an operator should know about the token that releases are fetched with; null: nothing.</summary>
        public string? Token { get; init; }

        /// <summary>Whether the node answers, and its app has failed, so that it makes no blocks.</summary>
        public bool IsStalled { get; init; }

        /// <summary>Null: not checked yet since the node was started.</summary>
        public DriftReport? Drift { get; init; }

        /// <summary>The last block that the node has told; null: none yet.</summary>
        public (ulong Height, DateTimeOffset At)? LastBlock { get; init; }

        /// <summary>Whether the set that runs has been asked for its last block, and has told it or not.</summary>
        public bool IsBlockAsked { get; init; }

        /// <summary>Of the process that exited unexpectedly last; null: none did since this Visor began.</summary>
        public LastOutput? LastOutput { get; init; }
    }

    public Seen Now
    {
        get
        {
            lock (_lock)
                return _seen;
        }
    }

    public void CoreAnswers() => Change(seen => seen with { RpcProblem = null });

    public void CoreFails(string problem) => Change(seen => seen with { RpcProblem = problem });

    /// <summary>A new set has been started: what the one before it answered counts no more.</summary>
    public void NotAskedYet() => Change(seen => seen with { RpcProblem = BlockHeightText.NotAskedYet, IsBlockAsked = false, IsStalled = false });

    /// <param name="progress">Null: it has not told, or never does.</param>
    public void CoreReached(BlockProgress? progress)
    {
        var at = time.GetUtcNow();
        Change(seen => seen with { Progress = progress, IsBlockAsked = true, LastBlock = progress is null ? seen.LastBlock : (progress.Height, at) });
    }

    /// <summary>A piece of the next release is on the disk; people are told now and then, and of the last one.</summary>
    public void Fetched(DownloadProgress progress)
    {
        var now = time.GetTimestamp();
        if (progress.Received < progress.Total && _fetchedAt is { } last && time.GetElapsedTime(last, now) < FetchedPace)
            return;
        _fetchedAt = now;
        var text = progress.Received < progress.Total
            ? $"{100 * progress.Received / progress.Total} % of {ByteSize.Format(progress.Total)} downloaded"
            : $"{ByteSize.Format(progress.Total)} downloaded; verifying, unpacking and checking its version";
        Change(seen => seen with { Fetched = text });
    }

    /// <summary>Releases are fetched without the token, and why; null: with it, or there is none.</summary>
    public void TokenRefused(string? refusal) => Change(seen => seen with { Token = refusal });

    /// <summary>The set is going to be started again.</summary>
    public void Restarting(Func<RestartCounts, RestartCounts> counted) => Change(seen => seen with { Restarts = counted(seen.Restarts) });

    /// <summary>A process has exited unexpectedly.</summary>
    public void Ended(LastOutput output) => Change(seen => seen with { LastOutput = output });

    public void Drifted(DriftReport? report) => Change(seen => seen with { Drift = report });

    public void Stamping(string? problem) => Change(seen => seen with { Stamping = problem });

    public void Stalls(bool isStalled) => Change(seen => seen with { IsStalled = isStalled });

    public void Held(OperatorHold? hold) => Change(seen => seen with { Hold = hold });

    /// <summary>Logs an alert when it is a new one, but not each of a core that has another one with every answer; null: there is nothing to alert about any more.</summary>
    public void Alert(string? alert)
    {
        if (Change(seen => seen with { Alert = alert }) && alert is not null && _alerts.Hear())
            log.LogError("{Alert}", alert);
    }

    /// <summary>The last process of the set has ended.</summary>
    public void SetStopped()
    {
        Drifted(null);
        Stalls(isStalled: false);
        CoreFails("the node is not running");
    }

    /// <summary>The first set of a new release has been started.</summary>
    public void Upgraded(string tag, ulong height) => Change(seen => seen with { LastUpgrade = LastUpgradeStatus.Create(tag, height, time.GetUtcNow(), downtime: null) });

    /// <summary>The node has answered again.</summary>
    public void DowntimeEnded(string release, Downtime downtime) => Change(seen => seen with { LastDowntime = LastDowntimeStatus.Create(time.GetUtcNow(), release, downtime) });

    /// <summary>A release has answered for the first time since it was switched to.</summary>
    public void UpgradeAnswered(string tag, Downtime downtime) => Change(seen => seen.LastUpgrade is { DowntimeMs: null } last && string.Equals(last.Tag, tag, StringComparison.Ordinal)
        ? seen with { LastUpgrade = LastUpgradeStatus.Create(last.Tag, last.Height, last.At, downtime) with { Proof = last.Proof } }
        : seen);

    /// <summary>The app of the last upgrade's release has said what it knows of it.</summary>
    public void UpgradeProven(UpgradePlan plan, UpgradeProof proof) => Change(seen => seen.LastUpgrade is { } last && last.Height == plan.Height && string.Equals(last.Tag, plan.Tag.Value, StringComparison.Ordinal)
        ? seen with { LastUpgrade = last with { Proof = proof } }
        : seen);

    private bool Change(Func<Seen, Seen> change)
    {
        bool differs;
        lock (_lock)
        {
            var next = change(_seen);
            differs = next != _seen;
            _seen = next;
        }

        if (differs)
            changed();
        return differs;
    }
}
