namespace Visor.Releases.Unpacking;

/// <summary>Takes content that is to be the same as that of a file, and tells whether it was. Nothing is written.</summary>
internal sealed class SameContent(Stream first) : Stream
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private bool _differs;

    /// <summary>Everything was the same, to the end of the file.</summary>
    public bool IsWhole => !_differs && first.Position == first.Length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!_differs && buffer.Length > 0)
        {
            var there = first.Read(_buffer.AsSpan(0, Math.Min(buffer.Length, _buffer.Length)));
            _differs = there == 0 || !buffer[..there].SequenceEqual(_buffer.AsSpan(0, there));
            buffer = buffer[there..];
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
