using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Model;

namespace Visor.History;

/// <summary>What <c>visor history --output json</c> writes. Documented in docs/monitoring.md.</summary>
/// <param name="Problem">Why the journal cannot be read to its end; null: it can.</param>
internal sealed record HistoryReport(ImmutableArray<HistoryEventJson> Episodes, string? Problem)
{
    public static HistoryReport Create(NodeHistory history) => new([.. history.Episodes.Select(HistoryEventJson.Create)], history.Problem);

    public string Json() => JsonSerializer.Serialize(this, HistoryReportJson.Default.HistoryReport);
}

/// <param name="Kind"><c>visorBegan</c>, <c>selected</c>, <c>upgrade</c>, <c>switch</c>, <c>resolved</c>, <c>restart</c>, <c>failure</c>, <c>stop</c>, <c>held</c>, <c>holdLifted</c> or <c>handover</c>.</param>
/// <param name="Tag">The release that ran, or that was to run; null: not known.</param>
/// <param name="From">Of an upgrade or a switch: the release before.</param>
/// <param name="By">Of a switch, a hold, or a contradiction that was settled: who wanted it so; null: also if that is not known.</param>
/// <param name="CalledOff">Of a switch: the upgrade that was called off with it.</param>
/// <param name="Since">Of a hold: when it was set, which a Visor may have seen later.</param>
/// <param name="DowntimeMs">From due, the failure or the word to the first answer; null: not known, or there was none.</param>
/// <param name="UntilReadyMs">From <paramref name="At"/> to the first answer of the core; null: likewise.</param>
/// <param name="DowntimeParts">What the downtime consists of; null: it is none of an upgrade, a switch or a restart.</param>
/// <param name="DowntimeClock"><c>monotonic</c> or <c>journal</c>; null likewise.</param>
internal sealed record HistoryEventJson(
    string Kind, DateTimeOffset At, string? Tag, string? From, ulong? Height, DateTimeOffset? SwitchedAt, long? DowntimeMs, long? UntilReadyMs, string? Reason, string? By = null, string? CalledOff = null,
    DowntimeParts? DowntimeParts = null, string? DowntimeClock = null, DateTimeOffset? Since = null)
{
    /// <summary>Of an upgrade: what the app of the new release has said of it; null: nothing.</summary>
    public UpgradeProof? Proof { get; init; }

    public static HistoryEventJson Create(HistoryEvent episode)
    {
        var downtime = MeasuredDowntimeOf(episode);
        var plain = new HistoryEventJson(
            KindOf(episode), episode.At, Known(episode.Tag), From: null, Height: null, SwitchedAt: null, downtime?.TotalMs, UntilReadyMs: null, Reason: null,
            DowntimeParts: downtime?.Parts, DowntimeClock: downtime?.Clock());
        return episode switch
        {
            HistoryEvent.Upgrade e => plain with
            {
                From = Known(e.From),
                Height = e.Height,
                SwitchedAt = e.SwitchedAt,
                UntilReadyMs = Milliseconds(e.UntilReady),
                Proof = e.Proof,
            },
            HistoryEvent.Switch e => plain with
            {
                From = Known(e.From),
                Height = e.Height,
                SwitchedAt = e.SwitchedAt,
                UntilReadyMs = Milliseconds(e.UntilReady),
                Reason = e.Reason,
                By = e.By,
                CalledOff = e.CalledOff,
            },
            HistoryEvent.Resolved e => plain with { Reason = e.Found is null ? e.Word : $"{e.Word}: {e.Found}", By = e.By },
            HistoryEvent.Restart e => plain with { UntilReadyMs = Milliseconds(e.UntilReady), Reason = e.Reason },
            HistoryEvent.Stop e => plain with { DowntimeMs = Milliseconds(e.Downtime) },
            HistoryEvent.Failure e => plain with { Reason = e.Reason },
            HistoryEvent.Held e => plain with { Reason = e.Reason, By = e.By, Since = e.Since },
            HistoryEvent.HoldLifted e => plain with { Reason = e.Reason, By = e.By },
            HistoryEvent.Selected e => plain with { Reason = e.Why },
            HistoryEvent.SupervisorStarted e => plain with { Reason = e.Version },
            _ => plain,
        };
    }

    // That of a stop is only as long as the journal's times say.
    private static Downtime? MeasuredDowntimeOf(HistoryEvent episode) => episode switch
    {
        HistoryEvent.Upgrade e => e.Downtime,
        HistoryEvent.Switch e => e.Downtime,
        HistoryEvent.Restart e => e.Downtime,
        HistoryEvent.Failure e => e.Downtime,
        _ => null,
    };

    /// <summary>The word that scripts read. Not the name of the type: that one may change.</summary>
    private static string KindOf(HistoryEvent episode) => episode switch
    {
        HistoryEvent.SupervisorStarted => "visorBegan",
        HistoryEvent.Selected => "selected",
        HistoryEvent.Upgrade => "upgrade",
        HistoryEvent.Switch => "switch",
        HistoryEvent.Resolved => "resolved",
        HistoryEvent.Restart => "restart",
        HistoryEvent.Failure => "failure",
        HistoryEvent.Stop => "stop",
        HistoryEvent.Held => "held",
        HistoryEvent.HoldLifted => "holdLifted",
        HistoryEvent.Handover => "handover",
        _ => throw new UnreachableException($"no word for {episode.GetType().Name}"),
    };

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static long? Milliseconds(TimeSpan? span) => (long?)span?.TotalMilliseconds;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeJson)], WriteIndented = true)]
[JsonSerializable(typeof(HistoryReport))]
internal sealed partial class HistoryReportJson : JsonSerializerContext;
