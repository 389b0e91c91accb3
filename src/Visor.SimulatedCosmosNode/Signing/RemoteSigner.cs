using System.Net.Sockets;
using System.Text;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Rpc;

namespace Visor.SimulatedCosmosNode.Signing;

/// <summary>
/// A process that holds the key of the validator. The node listens, and the signer connects and says its address in one line; the node cannot be without it
/// when it starts, and lives on when it loses it later. Disposing closes both sockets.
/// </summary>
internal sealed class RemoteSigner : IDisposable
{
    private readonly Socket _listener;
    private readonly Socket _connection;
    private readonly string? _socketFile;

    private RemoteSigner(Socket listener, Socket connection, string key, string? socketFile) =>
        (_listener, _connection, Key, _socketFile) = (listener, connection, key, socketFile);

    /// <summary>Its address.</summary>
    public string Key { get; }

    /// <param name="laddr"><c>priv_validator_laddr</c>.</param>
    /// <exception cref="NodeExitException">No signer has come.</exception>
    public static RemoteSigner Await(string laddr, TimeSpan patience)
    {
        var address = RpcAddress.Parse(laddr);
        var listener = new Socket(address.Family, SocketType.Stream, address.SocketFile is null ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            listener.Bind(address.EndPoint);
            listener.Listen();
            if (!listener.Poll(patience, SelectMode.SelectRead))
                throw Failed("can't get pubkey: send: endpoint connection timed out");
            var connection = listener.Accept();
            connection.ReceiveTimeout = (int)patience.TotalMilliseconds;
            return new RemoteSigner(listener, connection, Line(connection), address.SocketFile);
        }
        catch (Exception e) when (e is SocketException or NodeExitException)
        {
            listener.Dispose();
            if (address.SocketFile is { } file)
                File.Delete(file);
            throw e as NodeExitException ?? Failed(e.Message);
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _listener.Dispose();
        if (_socketFile is not null)
            File.Delete(_socketFile);
    }

    private static string Line(Socket connection)
    {
        List<byte> line = [];
        var next = new byte[1];
        while (connection.Receive(next) > 0 && next[0] is not (byte)'\n')
            line.Add(next[0]);
        return line.Count > 0 ? Encoding.UTF8.GetString([.. line]) : throw Failed("can't get pubkey: send: EOF");
    }

    private static NodeExitException Failed(string reason) => NodeExitException.Error($"error with private validator socket client: {reason}");
}
