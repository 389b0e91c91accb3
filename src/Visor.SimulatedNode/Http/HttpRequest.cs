namespace Visor.SimulatedNode.Http;

/// <param name="Path">As in the request line.</param>
/// <param name="ContentType">Empty: there is no such header.</param>
internal sealed record HttpRequest(string Method, string Path, string ContentType, byte[] Body, bool KeepAlive);
