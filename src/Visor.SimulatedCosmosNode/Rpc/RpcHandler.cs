using System.Text.Json;
using Visor.SimulatedNode.Http;

namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>CometBFT's JSON-RPC over HTTP: POST of one call or of a batch, and GET of a method by its path.</summary>
internal sealed class RpcHandler(Methods methods, string dialect)
{
    private const int LargestBatch = 10;
    private const int LargestBody = 1_000_000;

    public HttpReply? Answer(HttpRequest request)
    {
        if (request.Body.Length > LargestBody)
            return HttpReply.Json(400, Envelope.Error(null, -32600, "Invalid Request", "error reading request body: http: request body too large"));
        return request.Method is "POST" ? Post(request) : Get(request.Path);
    }

    private HttpReply Get(string address)
    {
        var (path, query) = address.IndexOf('?', StringComparison.Ordinal) is > 0 and var place ? (address[..place], address[(place + 1)..]) : (address, "");
        if (path is "/")
            return new HttpReply(200, "text/html", "<html><body><br>Available endpoints:<br></body></html>"u8.ToArray());
        Action<Utf8JsonWriter> noId = json => json.WriteNumberValue(-1);
        try
        {
            return HttpReply.Json(200, Envelope.Result(noId, methods.Call(path.TrimStart('/'), Parameters.OfAddress(query))));
        }
        catch (RpcException e)
        {
            return e.Code == RpcException.MethodNotFound.Code
                ? HttpReply.Text(404, "404 page not found\n")
                : HttpReply.Json(500, Envelope.Error(noId, e.Code, e.Message, e.Details));
        }
    }

    private HttpReply Post(HttpRequest request)
    {
        if (request.Path is not "/")
            return HttpReply.Text(404, "404 page not found\n");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(request.Body);
        }
        catch (JsonException e)
        {
            return HttpReply.Json(500, Envelope.Error(null, -32700, "Parse error. Invalid JSON", $"error unmarshaling request: {e.Message}"));
        }

        using (document)
        {
            var root = document.RootElement;
            List<JsonElement> calls = root.ValueKind is JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
            if (calls.Exists(c => c.ValueKind is not JsonValueKind.Object))
                return HttpReply.Json(500, Envelope.Error(null, -32700, "Parse error. Invalid JSON", "error unmarshaling request: json: cannot unmarshal"));
            if (dialect is "050" && calls.Count > LargestBatch)
                return HttpReply.Json(200, Envelope.Error(null, -32600, "Invalid Request", "batch request exceeds maximum (10) allowed number of requests"));
            return HttpReply.Json(200, Joined([.. calls.Select(Answer).OfType<byte[]>()]));
        }
    }

    // One answer is an object, also to a batch of one; none is an empty body.
    private static byte[] Joined(List<byte[]> answers) => answers switch
    {
        [] => [],
        [var only] => only,
        _ => [(byte)'[', .. answers.SelectMany((answer, place) => place == 0 ? answer : [(byte)',', .. answer]), (byte)']'],
    };

    /// <returns>Null: it has no id, so nobody waits for an answer.</returns>
    private byte[]? Answer(JsonElement call)
    {
        if (!call.TryGetProperty("id", out var id) || id.ValueKind is JsonValueKind.Null)
            return null;
        try
        {
            var method = call.TryGetProperty("method", out var named) && named.ValueKind is JsonValueKind.String ? named.GetString()! : "";
            return Envelope.Result(id.WriteTo, methods.Call(method, Parameters.OfCall(call)));
        }
        catch (RpcException e)
        {
            return Envelope.Error(id.WriteTo, e.Code, e.Message, e.Details);
        }
    }
}
