namespace Visor.Node;

/// <summary>The body of an HTTP response, or as much of it as anybody needs.</summary>
/// <param name="Whole">False: there is more than was read.</param>
internal readonly record struct BoundedBody(ReadOnlyMemory<byte> Bytes, bool Whole)
{
    public const int MaxBytes = 64 * 1024;

    private const int FirstBytes = 1024;

    /// <exception cref="IOException">The connection ended before the body did.</exception>
    public static async Task<BoundedBody> Read(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > MaxBytes)
            return new BoundedBody(ReadOnlyMemory<byte>.Empty, Whole: false);

        var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[FirstBytes];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            length += read;
            if (read == 0 || length > MaxBytes)
                return new BoundedBody(buffer.AsMemory(0, length), Whole: read == 0);
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 4, MaxBytes + 1));
        }
    }
}
