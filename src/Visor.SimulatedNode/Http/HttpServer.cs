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

    private HttpServer(Socket listener, Func<HttpRequest, HttpReply?> answer) => (_listener, _answer) = (listener, answer);

    /// <param name="answer">Called on many threads; it may block, and null closes the connection without an answer.</param>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static HttpServer Start(AddressFamily family, EndPoint address, Func<HttpRequest, HttpReply?> answer)
    {
        var listener = new Socket(family, SocketType.Stream, family == AddressFamily.InterNetwork ? ProtocolType.Tcp : ProtocolType.Unspecified);
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

        var server = new HttpServer(listener, answer);
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
            var reader = new RequestReader(stream);
            while (reader.Read() is { } request && _answer(request) is { } reply)
            {
                stream.Write(reply.ToBytes(request.KeepAlive));
                if (!request.KeepAlive || reply.ContentType is null)
                    return;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Console.Error.WriteLine($"connection closed: {e.Message}");
        }
    }
}
