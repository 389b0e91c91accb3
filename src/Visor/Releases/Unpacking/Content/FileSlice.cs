using Microsoft.Win32.SafeHandles;

namespace Visor.Releases.Unpacking.Content;

/// <summary>A part of a file as a stream, with a few bytes behind it that the file does not hold.</summary>
internal sealed class FileSlice(SafeFileHandle file, long offset, long length, ReadOnlyMemory<byte> after = default) : Stream
{
    private long _position = offset;
    private long _left = length;
    private ReadOnlyMemory<byte> _after = after;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = _left == 0 ? 0 : RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, _left)], _position);
        _position += count;
        _left -= count;
        if (count > 0)
            return count;

        count = Math.Min(buffer.Length, _after.Length);
        _after.Span[..count].CopyTo(buffer);
        _after = _after[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
