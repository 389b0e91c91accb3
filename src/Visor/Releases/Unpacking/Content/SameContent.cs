using Visor.Platform;

namespace Visor.Releases.Unpacking.Content;

/// <summary>Takes content that is to be the same as that of a file, and tells whether it was. Nothing is written.</summary>
internal sealed class SameContent(Stream first) : WriteOnlyStream
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private bool _differs;

    /// <summary>Everything was the same, to the end of the file.</summary>
    public bool IsWhole => !_differs && first.Position == first.Length;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!_differs && buffer.Length > 0)
        {
            var there = first.Read(_buffer.AsSpan(0, Math.Min(buffer.Length, _buffer.Length)));
            _differs = there == 0 || !buffer[..there].SequenceEqual(_buffer.AsSpan(0, there));
            buffer = buffer[there..];
        }
    }
}
