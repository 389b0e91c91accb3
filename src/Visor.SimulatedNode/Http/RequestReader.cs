using System.Globalization;
using System.Text;

namespace Visor.SimulatedNode.Http;

/// <summary>Reads requests from a connection: HTTP/1.1, with a body of known length or in chunks (RFC 9112).</summary>
internal sealed class RequestReader(Stream connection)
{
    private const int LongestLine = 16 * 1024;
    private const int LargestBody = 1024 * 1024;
    private readonly byte[] _buffer = new byte[4096];
    private int _next;
    private int _filled;

    /// <returns>Null: the other side has closed the connection.</returns>
    /// <exception cref="InvalidDataException">This is not a request.</exception>
    public HttpRequest? Read()
    {
        if (Line() is not { } first)
            return null;
        if (first.Split(' ') is not [var method, var path, "HTTP/1.1" or "HTTP/1.0"])
            throw new InvalidDataException("malformed request line");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (Line() is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
                throw new InvalidDataException("malformed header");
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        var keepAlive = first.EndsWith('1')
            && !headers.GetValueOrDefault("Connection", "").Equals("close", StringComparison.OrdinalIgnoreCase);
        return new HttpRequest(method, path, headers.GetValueOrDefault("Content-Type", ""), Body(headers), keepAlive);
    }

    private byte[] Body(Dictionary<string, string> headers)
    {
        if (!headers.GetValueOrDefault("Transfer-Encoding", "").Equals("chunked", StringComparison.OrdinalIgnoreCase))
            return Take(Length(headers.GetValueOrDefault("Content-Length", "0"), NumberStyles.None));

        var body = new List<byte>();
        while (Length((Line() ?? "").Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier) is var size and > 0)
        {
            body.AddRange(Take(size));
            Line();
            if (body.Count > LargestBody)
                throw new InvalidDataException("the body is too large");
        }

        while (Line() is { Length: > 0 })
        {
            // Trailers mean nothing here.
        }

        return [.. body];
    }

    private static int Length(string text, NumberStyles style) =>
        int.TryParse(text, style, CultureInfo.InvariantCulture, out var length) && length is >= 0 and <= LargestBody
            ? length
            : throw new InvalidDataException("malformed or too large length");

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = Byte() ?? throw new InvalidDataException("the body ends early");
        return bytes;
    }

    private string? Line()
    {
        var line = new StringBuilder();
        while (Byte() is { } next)
        {
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Append((char)next).Length > LongestLine)
                throw new InvalidDataException("the line is too long");
        }

        return line.Length == 0 ? null : throw new InvalidDataException("the request ends early");
    }

    private byte? Byte()
    {
        if (_next == _filled)
            (_next, _filled) = (0, connection.Read(_buffer));
        return _filled == 0 ? null : _buffer[_next++];
    }
}
