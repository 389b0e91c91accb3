using System.Globalization;
using System.Text;

namespace Visor.SimulatedNode.Http;

/// <param name="ContentType">Null: the body is all that is sent, and it is not HTTP.</param>
internal sealed record HttpReply(int Status, string? ContentType, byte[] Body)
{
    public static HttpReply Json(int status, byte[] body) => new(status, "application/json; charset=utf-8", body);

    public static HttpReply Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static HttpReply Raw(byte[] bytes) => new(0, ContentType: null, bytes);

    public byte[] ToBytes(bool keepAlive)
    {
        if (ContentType is null)
            return Body;
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: {ContentType}\r\nX-Content-Type-Options: nosniff\r\nContent-Length: {Body.Length}\r\n");
        return [.. Encoding.ASCII.GetBytes(head + (keepAlive ? "\r\n" : "Connection: close\r\n\r\n")), .. Body];
    }

    private string Reason => Status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        415 => "Unsupported Media Type",
        _ => "Internal Server Error",
    };
}
