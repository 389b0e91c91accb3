using System.IO.Hashing;

namespace Visor.Releases.Unpacking.Content;

/// <returns>Number of bytes put into the buffer; 0 at the end.</returns>
internal delegate int ByteSource(Span<byte> buffer);

/// <summary>Copies the content of entries through one buffer and counts what is really written.</summary>
internal sealed class ContentCopy(UnpackLimits limits, CancellationToken cancellation)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private long _written;

    /// <param name="announced">Its length according to the archive.</param>
    /// <exception cref="UnpackException">It is longer or shorter than that, or all content together is too much.</exception>
    public void Copy(string name, ByteSource source, Stream to, long announced, Crc32? checksum = null)
    {
        if (announced > limits.Bytes - _written)
            throw limits.TooManyBytes();
        var length = CopyAll(source, to, checksum, max: announced, () => UnpackException.DamagedEntry(name, "is larger than the archive says"));
        if (length < announced)
            throw UnpackException.DamagedEntry(name, "ends too early");
    }

    /// <summary>The same for content of unknown length.</summary>
    public void CopyAll(ByteSource source, Stream to) => CopyAll(source, to, checksum: null, long.MaxValue, limits.TooManyBytes);

    private long CopyAll(ByteSource source, Stream to, Crc32? checksum, long max, Func<Exception> tooLong)
    {
        var length = 0L;
        for (var count = source(_buffer); count > 0; count = source(_buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            length += count;
            if (length > max)
                throw tooLong();
            if (count > limits.Bytes - _written)
                throw limits.TooManyBytes();
            _written += count;
            checksum?.Append(_buffer.AsSpan(0, count));
            to.Write(_buffer, 0, count);
        }

        return length;
    }
}
