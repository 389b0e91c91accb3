using System.Text;
using System.Text.Json;
using Visor.Model;
using Visor.Status.Page;

namespace Visor.Status.Serving;

/// <summary>The status in every representation that a client may request.</summary>
internal static class StatusEndpoints
{
    // Ages, memory and processor time change without any news.
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    public static Routes Routes(Func<NodeStatus?> latest, LivezResponse livez, Func<NodeStatus, string> metrics, string journal, TimeProvider time)
    {
        var page = new StatusPage(journal, Environment.MachineName, time);
        return new Routes(
            latest,
            livez,
            new CachedResponse(latest, page.Render, "text/html; charset=utf-8", Glance, time),
            new CachedResponse(
                latest, status => JsonSerializer.SerializeToUtf8Bytes(status, StatusJson.Default.NodeStatus), "application/json; charset=utf-8", maxAge: null, time),
            new CachedResponse(latest, status => Encoding.UTF8.GetBytes(metrics(status)), "text/plain; version=0.0.4; charset=utf-8", Glance, time));
    }
}
