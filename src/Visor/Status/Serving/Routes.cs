using Visor.Model;

namespace Visor.Status.Serving;

/// <summary>What is served where. There is nothing but to read.</summary>
internal sealed class Routes(Func<NodeStatus?> latest, LivezResponse livez, CachedResponse page, CachedResponse json, CachedResponse metrics)
{
    private const string Methods = "GET, HEAD";

    /// <param name="path">Without the query, which nothing here reads.</param>
    public StaticResponse Answer(string method, string path)
    {
        Func<StaticResponse>? route = path switch
        {
            "/" => page.Answer,
            "/status.json" => json.Answer,
            "/healthz" => () => HealthzResponse.Respond(latest()),
            "/livez" => livez.Respond,
            "/metrics" => metrics.Answer,
            _ => null,
        };
        if (route is null)
            return Serving.StaticResponse.Plain(404, "not found; available: /, /status.json, /healthz, /livez, /metrics");
        return method is "GET" or "HEAD"
            ? route()
            : Serving.StaticResponse.Plain(405, "only GET and HEAD: this server is read-only") with { Allow = Methods };
    }
}
