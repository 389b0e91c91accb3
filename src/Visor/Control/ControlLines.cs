using System.Net.Sockets;

namespace Visor.Control;

/// <summary>Lines of a connection whose other end may be anybody: none is longer than a message becomes.</summary>
internal sealed class ControlLines(Socket socket)
{
    /// <summary>Bytes.</summary>
    public const int MaxBytes = 8 * 1024;

    private readonly byte[] _buffer = new byte[MaxBytes];
    private int _length;

    /// <returns>The next line without its line feed; null: the other end has closed, or sends what is no line.</returns>
    public async Task<byte[]?> Next(CancellationToken cancellation)
    {
        while (true)
        {
            if (Array.IndexOf(_buffer, (byte)'\n', 0, _length) is >= 0 and var end)
            {
                var line = _buffer[..end];
                _length -= end + 1;
                Buffer.BlockCopy(_buffer, end + 1, _buffer, 0, _length);
                return line;
            }

            if (_length == MaxBytes)
                return null;
            var count = await Receive(cancellation);
            if (count == 0)
                return null;
            _length += count;
        }
    }

    private async Task<int> Receive(CancellationToken cancellation)
    {
        try
        {
            return await socket.ReceiveAsync(_buffer.AsMemory(_length), cancellation);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
