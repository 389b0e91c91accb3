namespace Visor.Http;

/// <summary>A request was not sent, because its proxy cannot be used or reached; the message is the end of a sentence that begins with the address.</summary>
/// <param name="isUnusable">Whether a person has to mend the variable, and trying again is of no use.</param>
internal sealed class ProxyFailure(string message, bool isUnusable, Exception? cause = null)
    : HttpRequestException(HttpRequestError.ProxyTunnelError, message, cause)
{
    public bool IsUnusable => isUnusable;
}
