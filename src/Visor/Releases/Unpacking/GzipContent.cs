using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking;

/// <summary>What a gzip file (RFC 1952, of one member or several) unpacks to.</summary>
/// <remarks>
/// <see cref="GZipStream"/> verifies the checksums but takes a file that is cut for one that ends. So a member of known content is put
/// behind the file: only what follows a whole member is unpacked as a member, so that it comes out at the end or something is missing.
/// </remarks>
internal sealed class GzipContent : IDisposable
{
    private static ReadOnlySpan<byte> Seal => "visor: whole."u8;

    private readonly GZipStream _stream;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Func<Exception> _tooLong;
    private int _start;
    private int _end;
    private bool _ended;
    private long _left;

    /// <param name="max">Bytes it may unpack to.</param>
    /// <param name="tooLong">What to throw if it is more.</param>
    public GzipContent(SafeFileHandle file, long max, Func<Exception> tooLong)
    {
        _stream = new GZipStream(new FileSlice(file, 0, RandomAccess.GetLength(file), SealMember()), CompressionMode.Decompress);
        _left = max;
        _tooLong = tooLong;
    }

    /// <returns>0 at the end.</returns>
    /// <exception cref="UnpackException">It is cut or corrupted, or too long.</exception>
    public int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, Available());
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>As much as the buffer takes, or all there is, without moving on.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (!_ended && _end - _start - Seal.Length < count)
            Fill();
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start - Seal.Length));
    }

    /// <summary>Reads to the end, which proves that the file is whole.</summary>
    public void Drain(CancellationToken cancellation)
    {
        for (var count = Available(); count > 0; count = Available())
        {
            cancellation.ThrowIfCancellationRequested();
            _start += count;
        }
    }

    public void Dispose() => _stream.Dispose();

    private int Available()
    {
        while (!_ended && _end - _start <= Seal.Length)
            Fill();
        return _end - _start - Seal.Length;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var count = Decompressed(_buffer.AsSpan(_end));
        _end += count;
        _left -= count;
        if (_left + Seal.Length < 0)
            throw _tooLong();
        _ended = count == 0;
        if (_ended && !_buffer.AsSpan(_start, _end - _start).EndsWith(Seal))
            throw UnpackException.Damaged("it is truncated, or data follows its end");
    }

    private int Decompressed(Span<byte> buffer)
    {
        try
        {
            return _stream.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw UnpackException.Damaged("it cannot be decompressed");
        }
    }

    private static byte[] SealMember()
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression, leaveOpen: true))
            gzip.Write(Seal);
        return member.ToArray();
    }
}
