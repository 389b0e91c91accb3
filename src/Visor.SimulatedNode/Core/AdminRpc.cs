using System.Text.Json;
using Visor.SimulatedNode.Http;
using Visor.SimulatedNode.Misbehaving;

namespace Visor.SimulatedNode.Core;

/// <summary>
/// JSON-RPC 1.0 as gorilla/rpc speaks it: a request it does not understand is answered with 4xx and plain text, and only the
/// failure of a method that exists is JSON.
/// </summary>
internal sealed class AdminRpc(string path, Func<UpgradeStatus> status, string release, Misbehaviours misbehaviours)
{
    private const string Service = "protocolupgrade";
    private readonly RpcMisbehaviour _misbehaviour = new(misbehaviours, release);

    /// <returns>Null: the connection is closed without an answer.</returns>
    public HttpReply? Answer(HttpRequest request)
    {
        var now = status();
        if (_misbehaviour.InsteadOfAnswer(now, out var reply))
            return reply;
        if (!string.Equals(request.Path, path, StringComparison.Ordinal))
            return HttpReply.Text(404, "404 page not found\n");
        if (request.Method is not "POST")
            return HttpReply.Text(405, $"rpc: POST method required, received {request.Method}");
        var type = request.ContentType.Split(';')[0];
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            ? Call(request.Body, now)
            : HttpReply.Text(415, $"rpc: unrecognized Content-Type: {type}");
    }

    private HttpReply Call(byte[] body, UpgradeStatus now)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            return HttpReply.Text(400, e.Message);
        }

        using (document)
        {
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                return HttpReply.Text(400, "rpc: the request is not an object");
            var method = document.RootElement.TryGetProperty("method", out var named) && named.ValueKind is JsonValueKind.String
                ? named.GetString()!
                : "";
            if (ProblemWith(method) is { } problem)
                return HttpReply.Text(400, problem);

            // A request without an id is a notification: it has no answer.
            if (!document.RootElement.TryGetProperty("id", out var id) || id.ValueKind is JsonValueKind.Null)
                return HttpReply.Json(200, []);
            return misbehaviours.Value("rpc-error", now.Height) is { } error
                ? HttpReply.Json(200, RpcAnswer.Error(error, id))
                : HttpReply.Json(200, RpcAnswer.Result(_misbehaviour.Twist(now), id));
        }
    }

    private static string? ProblemWith(string method) => method.Split('.') switch
    {
        [Service, "UpgradeStatus"] => null,
        [Service, _] => $"rpc: can't find method \"{method}\"",
        [_, _] => $"rpc: can't find service \"{method}\"",
        _ => $"rpc: service/method request ill-formed: \"{method}\"",
    };
}
