using Visor.Model;

namespace Visor.Status.Metrics;

/// <summary>A status as Prometheus reads it, whether from a file or over HTTP.</summary>
internal static class MetricsText
{
    /// <param name="usage">What the node's processes use.</param>
    /// <param name="now">When this is written.</param>
    public static string Format(NodeStatus status, NodeUsage usage, VisorVersion version, DateTimeOffset now)
    {
        var text = new Exposition();
        OfVisor(text, status, version, now);
        NodeMetrics.Write(text, status.Node);
        UsageMetrics.Write(text, usage);
        UpgradeMetrics.Write(text, status);
        return text.ToString();
    }

    private static void OfVisor(Exposition text, NodeStatus status, VisorVersion version, DateTimeOffset now)
    {
        text.Gauge("visor_build_info", "Always 1; the labels say which Visor this is.",
            new Sample(1, Label.Format("version", version.Version, "commit", version.Commit)));
        text.Gauge("visor_start_time_seconds", "When this Visor began, in seconds since the UNIX epoch.", Sample.At(status.Visor.Since));
        text.Gauge("visor_heartbeat_timestamp_seconds", "When this text was written, in seconds since the UNIX epoch; in a file it is renewed every 15 s.",
            Sample.At(now));
        text.Gauge("visor_config_reload_success", "1: config.toml is valid as it is now; 0: it has errors, and the last valid one stays in force.",
            new Sample(status.Configuration.Valid));
        text.Gauge("visor_journal_writable", "1: the journal can be written; 0: it cannot, so that no upgrade goes on.",
            new Sample(status.Journal is null));
        text.Gauge("visor_alert", "1: there is something an operator has to act on, which visor status names.",
            new Sample(status.Alert is not null));
        text.Gauge("visor_drift", "1: the node runs, and could not be started again from the link, folder, run config and binaries that lie there now.",
            new Sample(status.Drift is not null));
    }
}

/// <summary>Writes a status down as it is at this moment: what the processes use is looked up each time.</summary>
internal sealed class LiveMetrics(VisorVersion version, TimeProvider time)
{
    public string Format(NodeStatus status) => MetricsText.Format(status, NodeUsage.Read(status.Node), version, time.GetUtcNow());
}
