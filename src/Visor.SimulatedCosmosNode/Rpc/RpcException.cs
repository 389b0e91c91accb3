namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>A call is answered with this error.</summary>
internal sealed class RpcException(int code, string message, string data) : Exception(message)
{
    public int Code => code;

    public string Details => data;

    public static RpcException MethodNotFound { get; } = new(-32601, "Method not found", "");

    public static RpcException InvalidParams(string reason) => new(-32602, "Invalid params", $"error converting json params to arguments: {reason}");

    public static RpcException Internal(string reason) => new(-32603, "Internal error", reason);
}
