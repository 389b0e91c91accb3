namespace Visor.Systemd.Unit;

/// <summary>How long a stop of Visor and its node can take at the worst. Pure.</summary>
internal static class StopSpan
{
    /// <summary>For what Visor does beside waiting for the node: killing what does not end, its journal, its hooks, what is still to be told.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(45);

    /// <summary>A core that gives no answer is asked for one grace period before SIGTERM, and it has one after it.</summary>
    public static TimeSpan OfNode(TimeSpan grace) => grace * 2;

    /// <summary>After this Visor has ended too.</summary>
    public static TimeSpan OfVisor(TimeSpan grace) => OfNode(grace) + Margin;
}
