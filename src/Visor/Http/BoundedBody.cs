namespace Visor.Http;

/// <summary>The body of an HTTP response, or as much of it as anybody needs.</summary>
/// <param name="Whole">False: there is more than was read.</param>
internal readonly record struct BoundedBody(ReadOnlyMemory<byte> Bytes, bool Whole)
{
    public const int MaxBytes = 64 * 1024;

    private const int FirstBytes = 1024;

    /// <summary>At most <see cref="MaxBytes"/> of it.</summary>
    /// <exception cref="IOException">The connection ended before the body did.</exception>
    public static Task<BoundedBody> Read(HttpResponseMessage response, CancellationToken cancellation) =>
        Read(response, MaxBytes, arrived: null, cancellation);

    /// <param name="arrived">Called whenever a piece of it has come.</param>
    /// <exception cref="IOException">The connection ended before the body did.</exception>
    public static async Task<BoundedBody> Read(
        HttpResponseMessage response, int maxBytes, Action? arrived, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > maxBytes)
            return new BoundedBody(ReadOnlyMemory<byte>.Empty, Whole: false);

        var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[FirstBytes];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            arrived?.Invoke();
            length += read;
            if (read == 0 || length > maxBytes)
                return new BoundedBody(buffer.AsMemory(0, length), Whole: read == 0);
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 4, maxBytes + 1));
        }
    }

    /// <summary>Whether this is the page of a server that was meant for people.</summary>
    public static bool IsHtml(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];
}
