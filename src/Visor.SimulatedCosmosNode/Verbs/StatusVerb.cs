using System.Net.Sockets;
using System.Text;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Rpc;

namespace Visor.SimulatedCosmosNode.Verbs;

/// <summary><c>appd status</c>: asks the node of client.toml, which need not be the one of this home.</summary>
internal static class StatusVerb
{
    public static int Run(Invocation invocation)
    {
        var home = invocation.Home();
        var address = RpcAddress.Parse(invocation.Flag("node") ?? Toml.Value(home.ClientToml, "", "node") ?? RpcAddress.Default);
        try
        {
            var answer = Ask(address);
            var place = answer.IndexOf("\"result\":", StringComparison.Ordinal);
            if (place >= 0)
            {
                var status = answer[(place + "\"result\":".Length)..^1];
                Console.WriteLine(invocation.Release.Dialect is "047" ? AsOldReleasesWriteIt(status) : status);
                return 0;
            }
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            Console.Error.WriteLine($"Error: post failed: Post \"{address.Text}\": {e.Message}");
            return 1;
        }

        Console.Error.WriteLine("Error: no status in the answer");
        return 1;
    }

    private static string AsOldReleasesWriteIt(string status) => status
        .Replace("\"node_info\"", "\"NodeInfo\"", StringComparison.Ordinal)
        .Replace("\"sync_info\"", "\"SyncInfo\"", StringComparison.Ordinal)
        .Replace("\"validator_info\"", "\"ValidatorInfo\"", StringComparison.Ordinal);

    private static string Ask(RpcAddress address)
    {
        using var socket = new Socket(address.Family, SocketType.Stream, address.SocketFile is null ? ProtocolType.Tcp : ProtocolType.Unspecified);
        socket.Connect(address.EndPoint);
        using var stream = new NetworkStream(socket);
        stream.Write("GET /status HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n"u8);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
