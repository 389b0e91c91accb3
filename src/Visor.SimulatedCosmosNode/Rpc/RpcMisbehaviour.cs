using Visor.SimulatedCosmosNode.Chain;
using Visor.SimulatedNode.Http;

namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>What something that is not, or not quite, a node does with a request.</summary>
internal static class RpcMisbehaviour
{
    private const int Huge = 64 * 1024 * 1024;

    /// <returns>Null: the connection is closed.</returns>
    public static HttpReply? InsteadOf(Func<HttpRequest, HttpReply?> answer, HttpRequest request, NetworkFile network)
    {
        network.WaitWhileHeld("rpc");
        switch (network.Current.Rpc)
        {
            case null:
                return answer(request);
            case "hang":
                Thread.Sleep(Timeout.Infinite); // Until the other side loses patience, which is what is tested.
                return null;
            case "garbage":
                return HttpReply.Raw("\u0001\u0002 not HTTP\r\n\r\n"u8.ToArray());
            case "html":
                return new HttpReply(200, "text/html", "<html><body>Welcome</body></html>"u8.ToArray());
            case "http-500":
                return HttpReply.Text(500, "internal error\n");
            case "null":
                return HttpReply.Json(200, "null"u8.ToArray());
            case "error":
                return HttpReply.Json(200, Envelope.Error(json => json.WriteNumberValue(1), -32603, "Internal error", "simulated"));
            case "huge":
                return HttpReply.Json(200, [.. Enumerable.Repeat((byte)' ', Huge)]);
            default:
                return null;
        }
    }
}
