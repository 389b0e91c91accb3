using System.Globalization;
using System.Text;
using Visor.SimulatedNode.Http;

namespace Visor.SimulatedNode.Core;

/// <summary><c>GET /statistics</c>; 64-bit numbers are strings, as in the JSON form of protocol buffers.</summary>
internal sealed class Statistics(Func<long> height, int blockTimeMs)
{
    public HttpReply? Answer(HttpRequest request) =>
        request.Path is not "/statistics"
            ? HttpReply.Text(404, "404 page not found\n")
            : HttpReply.Json(200, Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"statistics":{"blockHeight":"{{{height()}}}","blockDuration":"{{{blockTimeMs * 1_000_000L}}}","status":"CHAIN_STATUS_CONNECTED"}}""")));
}
