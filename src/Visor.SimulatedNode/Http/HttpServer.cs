using System.Net;
using System.Net.Sockets;

namespace Visor.SimulatedNode.Http;

/// <summary>
/// A small HTTP/1.1 server: one thread accepts, one thread a connection answers. Blocking sockets, because few connections come
/// and a web framework would take longer to start than the node may.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private readonly Socket _listener;
    private readonly Func<HttpRequest, HttpReply?> _answer;

    private readonly TimeSpan? _idle;

    private HttpServer(Socket listener, Func<HttpRequest, HttpReply?> answer, TimeSpan? idle) => (_listener, _answer, _idle) = (listener, answer, idle);

    /// <param name="answer">Called on many threads; it may block, and null closes the connection without an answer.</param>
    /// <param name="idle">A connection on which nothing comes for so long is closed; null: none is.</param>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static HttpServer Start(AddressFamily family, EndPoint address, Func<HttpRequest, HttpReply?> answer, TimeSpan? idle = null)
    {
        var listener = new Socket(family, SocketType.Stream, family == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            listener.Bind(address);
            listener.Listen();
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new IOException($"cannot listen on {address}: {e.Message}", e);
        }

        var server = new HttpServer(listener, answer, idle);
        Spawn(server.Accept);
        return server;
    }

    public void Dispose() => _listener.Dispose();

    private static void Spawn(ThreadStart work) => new Thread(work, maxStackSize: 256 * 1024) { IsBackground = true }.Start();

    private void Accept()
    {
        while (true)
        {
            Socket connection;
            try
            {
                connection = _listener.Accept();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Disposed: the node stops.
                return;
            }

            Spawn(() => Serve(connection));
        }
    }

    private void Serve(Socket connection)
    {
        try
        {
            using var stream = new NetworkStream(connection, ownsSocket: true);
            if (_idle is { } idle)
                stream.ReadTimeout = (int)idle.TotalMilliseconds;
            var reader = new RequestReader(stream);
            while (reader.Read() is { } request && _answer(request) is { } reply)
            {
                stream.Write(reply.ToBytes(request.KeepAlive));
                if (!request.KeepAlive || reply.ContentType is null)
                    return;
            }
        }
        catch (IOException) when (_idle is not null)
        {
            // It was idle for too long, or the other side is gone.
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Console.Error.WriteLine($"connection closed: {e.Message}");
        }
    }
}
