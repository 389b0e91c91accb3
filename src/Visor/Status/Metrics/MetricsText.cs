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
        NodeMetrics.Write(text, status, now);
        UsageMetrics.Write(text, usage);
        UpgradeMetrics.Write(text, status);
        return text.ToString();
    }

    private static void OfVisor(Exposition text, NodeStatus status, VisorVersion version, DateTimeOffset now)
    {
        text.Gauge("visor_build_info", "Always 1; the labels give the version of Visor.",
            new Sample(1, Label.Format("version", version.Version, "commit", version.Commit)));
        text.Gauge("visor_start_time_seconds", "When this Visor started, in seconds since the UNIX epoch.", Sample.At(status.Visor.Since));
        text.Gauge("visor_heartbeat_timestamp_seconds", "When these metrics were written, in seconds since the UNIX epoch; the file is rewritten every 15 s.",
            Sample.At(now));
        text.Gauge("visor_healthy", "1: all is well, as visor status says; 0: it is not.", new Sample(status.Health.IsHealthy));
        text.Gauge("visor_action_needed", "1: an operator must act; visor status says what to do. 0: all is well, or Visor is handling it.",
            new Sample(status.Health.NeedsAction));
        text.Gauge("visor_config_reload_success", "1: the current configuration is valid; 0: it has errors, and Visor keeps using the last valid one.",
            new Sample(status.Configuration.Valid));
        text.Gauge("visor_journal_writable", "1: the journal is writable; 0: it is not, and upgrades are blocked.",
            new Sample(status.Journal is null));
        text.Gauge("visor_alert", "1: an operator must act; visor status says on what.",
            new Sample(status.Alert is not null));
        text.Gauge("visor_drift", "1: the node is running, but could not be restarted from the current link, folder, definition and binaries.",
            new Sample(status.Drift is not null));
    }
}

/// <summary>Writes a status down as it is at this moment: what the processes use is looked up each time.</summary>
internal sealed class LiveMetrics(VisorVersion version, TimeProvider time)
{
    public string Format(NodeStatus status) => MetricsText.Format(status, NodeUsage.Read(status.Node), version, time.GetUtcNow());
}
