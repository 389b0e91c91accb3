namespace Visor.Chains.Vega.Rpc;

/// <summary>Why a core gave no usable answer.</summary>
/// <param name="Message">The cause, and the socket or URL it happened on. Free of control characters.</param>
/// <param name="Advice">What an operator looks at or changes.</param>
internal sealed record CoreError(CoreFailureKind Kind, string Message, string Advice)
{
    /// <summary>Cause, place and remedy in one sentence.</summary>
    public override string ToString() => $"{Message}: {Advice}";
}

internal enum CoreFailureKind
{
    /// <summary>Nothing exists at the socket path.</summary>
    NoSocketFile,

    /// <summary>The socket file exists, but nothing listens on it.</summary>
    Refused,

    PermissionDenied,

    /// <summary>The path does not fit into a socket address.</summary>
    PathTooLong,

    /// <summary>What stands at the path is a folder, an ordinary file or a socket of another type.</summary>
    NotASocket,

    /// <summary>The queue of connections is full: the listener takes none out of it.</summary>
    NotAccepting,

    /// <summary>A process that is not of this node listens.</summary>
    Stranger,

    /// <summary>Any other failure to connect.</summary>
    Unreachable,

    /// <summary>Connected, and no whole answer within the timeout.</summary>
    NoAnswer,

    /// <summary>The connection ended before the answer was whole.</summary>
    Closed,

    /// <summary>Something other than HTTP/1.1 came back.</summary>
    NotHttp,

    /// <summary>Any HTTP status other than 200.</summary>
    HttpStatus,

    /// <summary>More headers or a longer body than an answer can need.</summary>
    TooLarge,

    NotJson,

    /// <summary>JSON, and not an answer to the question that was asked.</summary>
    WrongShape,

    /// <summary>The RPC works, and answers with an error of its own.</summary>
    RpcError,
}
