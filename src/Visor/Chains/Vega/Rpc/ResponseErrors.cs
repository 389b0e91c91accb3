using System.Globalization;
using System.Net;
using Visor.Http;
using Visor.Model;

namespace Visor.Chains.Vega.Rpc;

/// <summary>What can be wrong with the answer of a core that was reached.</summary>
/// <param name="socketPath">Of the core's admin server.</param>
/// <param name="httpPath">Of its RPC, such as <c>/rpc</c>.</param>
internal sealed class ResponseErrors(string socketPath, string httpPath)
{
    private readonly string _where = $"the core on {PlainText.Excerpt(socketPath, maxLength: 300)}";
    private readonly string _path = PlainText.Excerpt(httpPath, maxLength: 100);

    public CoreError Mute(TimeSpan timeout) => new(
        CoreFailureKind.NoAnswer,
        $"{_where} accepted the connection but did not answer within {Seconds(timeout)}",
        "it is busy or hangs; if this persists, check its log, or raise `rpcTimeoutSeconds`");

    public CoreError Unfinished(TimeSpan timeout) => new(
        CoreFailureKind.NoAnswer,
        $"{_where} started to answer but did not finish within {Seconds(timeout)}",
        "it is busy or hangs; if this persists, check its log, or raise `rpcTimeoutSeconds`");

    public CoreError ClosedUnanswered() => new(
        CoreFailureKind.Closed,
        $"{_where} closed the connection before it answered",
        "it is stopping, or what listens there is not the admin server; check the core's log");

    public CoreError ClosedHalfway() => new(
        CoreFailureKind.Closed,
        $"{_where} closed the connection in the middle of its answer",
        "it is stopping or has crashed; check its log");

    public CoreError Stranger(int pid) => new(
        CoreFailureKind.Stranger,
        $"pid {pid} listens on {PlainText.Excerpt(socketPath, maxLength: 300)} but is not the core of this home",
        "Visor ignores it; stop it, or give each core its own socket (`vega.rpc.socketPath`)");

    public CoreError NotHttp() => new(
        CoreFailureKind.NotHttp,
        $"{_where} answered with something that is not HTTP/1.1",
        "set `vega.rpc.socketPath` to the admin server's socket");

    public CoreError TooLarge() => new(
        CoreFailureKind.TooLarge,
        $"{_where} answered POST {_path} with more than {BoundedBody.MaxBytes / 1024} KiB or with endless headers",
        "an upgrade status is far shorter: compare `vega.rpc.socketPath` and `vega.rpc.httpPath` with the core's configuration");

    public CoreError Status(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var text = BoundedBody.IsHtml(body) ? "an HTML page" : PlainText.Excerpt(body);
        return new CoreError(
            CoreFailureKind.HttpStatus,
            $"{_where} answered POST {_path} with HTTP {(int)status}{(text.Length == 0 ? "" : $" ({text})")}",
            AdviceOn((int)status));
    }

    public CoreError NotJson(ReadOnlySpan<byte> body)
    {
        var what = body.IsEmpty ? "an empty body" : BoundedBody.IsHtml(body) ? "an HTML page" : "something that is not JSON";
        return new CoreError(
            CoreFailureKind.NotJson,
            $"{_where} answered POST {_path} with {what}{(body.IsEmpty ? "" : $" ({PlainText.Excerpt(body)})")}",
            "compare `vega.rpc.socketPath` and `vega.rpc.httpPath` with the admin server's in the core's configuration");
    }

    /// <param name="what">The part that is wrong, such as <c>result is missing</c>.</param>
    public CoreError WrongShape(string what, ReadOnlySpan<byte> body) => new(
        CoreFailureKind.WrongShape,
        $"{_where} answered POST {_path} with JSON that is not an upgrade status: {PlainText.Excerpt(what)} ({PlainText.Excerpt(body)})",
        "check that Visor supports the release, and that `vega.rpc.httpPath` is the path of the admin RPC");

    /// <param name="text">Already cleaned.</param>
    public CoreError RpcError(string text) => new(
        CoreFailureKind.RpcError,
        $"{_where} answered UpgradeStatus with an error ({text})",
        "the RPC itself works; check the core's log for the reason");

    private static string AdviceOn(int status) => status switch
    {
        404 => "no RPC at this path: set `vega.rpc.httpPath` to the admin server's path in the core's configuration",
        415 => "what listens there does not accept application/json: check that `vega.rpc.socketPath` is the admin server's socket",
        >= 300 and < 400 => "Visor does not follow redirects: set `vega.rpc.httpPath` to the final path",
        400 => "the core does not know protocolupgrade.UpgradeStatus: check that the release supports upgrades by Visor",
        401 or 403 => "the admin server must answer without credentials; access is guarded by the permissions of its socket",
        >= 400 and < 500 => "check that `vega.rpc.socketPath` and `vega.rpc.httpPath` are those of the core's admin server",
        >= 500 => "the core failed to answer; check its log",
        _ => "the admin server answers with 200: check that `vega.rpc.socketPath` is its socket",
    };

    private static string Seconds(TimeSpan timeout) =>
        string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds:0.###} s");
}
