using Visor.Model;

namespace Visor.Status.Metrics;

/// <summary>
/// What is said of the upgrade ahead and of the last one. While nothing is accepted, what can be asked with yes or no is 0, and
/// height, tag and time are absent: a height of 0 would be a height.
/// </summary>
internal static class UpgradeMetrics
{
    public static void Write(Exposition text, NodeStatus status)
    {
        var next = status.Upgrade;
        var isDue = next?.State is "due" or "held";
        text.Gauge("visor_upgrade_info", "Always 1; the label is the release of the accepted upgrade; absent while there is none.",
            next is null ? [] : [new Sample(1, Label.Format("tag", next.Tag))]);
        text.Gauge("visor_upgrade_height", "The block of the upgrade; absent while there is no upgrade.",
            next is null ? [] : [new Sample(next.Height)]);
        text.Gauge("visor_upgrade_eta_timestamp_seconds",
            "Estimated time of the upgrade's block at the current block rate, in seconds since the UNIX epoch; absent while unknown.",
            next?.Eta is { } eta ? [Sample.At(eta)] : []);
        text.Gauge("visor_upgrade_staged", "1: the release is staged and waits for its block; 0: it is not staged, is due, or there is no upgrade.",
            new Sample(next?.State is "staged"));
        text.Gauge("visor_upgrade_not_ready", "1: staging failed, or the upgrade is due and its release is not ready; 0 also while there is no upgrade.",
            new Sample(next is { State: "notReady" } or { State: "due", Reason: not null }));
        text.Gauge("visor_upgrade_due", "1: the upgrade is due and the new release is not running yet; 0 otherwise.", new Sample(isDue));
        text.Gauge("visor_upgrade_held", "1: the upgrade is due and waits for the operator to release the hold.", new Sample(next?.State is "held"));
        text.Gauge("visor_hold", "1: the file hold exists, whether or not an upgrade is due.", new Sample(status.Hold is not null));
        text.Gauge("visor_hold_since_timestamp_seconds", "When the hold was set, in seconds since the UNIX epoch; absent while nothing is held.",
            status.Held?.Since is { } since ? [Sample.At(since)] : []);

        var last = status.LastUpgrade;
        var downtime = last?.Downtime();
        text.Gauge("visor_last_upgrade_timestamp_seconds", "When the last upgrade's release was started, in seconds since the UNIX epoch; absent before the first.",
            last is null ? [] : [Sample.At(last.At)]);
        text.Gauge("visor_last_upgrade_height", "The block of the last upgrade; absent before the first.",
            last is null ? [] : [new Sample(last.Height)]);
        text.Gauge("visor_last_upgrade_downtime_seconds",
            "From the moment the last upgrade was due until its release answered; absent before the first upgrade, until its release has answered, and if unknown.",
            downtime is null ? [] : [new Sample(downtime.TotalMs / 1000m)]);
        text.Gauge("visor_last_upgrade_downtime_part_seconds",
            "The parts of that downtime, which add up to it; an unknown part is absent.",
            [.. Parts(downtime)]);
        var any = status.LastDowntime;
        text.Gauge("visor_last_downtime_timestamp_seconds", "When the node answered again after its last downtime, also of a restart or an ordered switch, in seconds since the UNIX epoch; absent before the first.",
            any is null ? [] : [Sample.At(any.At)]);
        text.Gauge("visor_last_downtime_seconds", "How long that downtime was; absent before the first.",
            any is null ? [] : [new Sample(any.DowntimeMs / 1000m)]);
        text.Gauge("visor_last_downtime_part_seconds", "The parts of that downtime, which add up to it; an unknown part is absent.",
            [.. Parts(any?.Downtime())]);
    }

    private static IEnumerable<Sample> Parts(Downtime? downtime)
    {
        foreach (var part in DowntimePartWords.All)
        {
            if (downtime?.Parts.Of(part) is { } milliseconds)
                yield return new Sample(milliseconds / 1000m, Label.Format("part", part.Word()));
        }
    }
}
