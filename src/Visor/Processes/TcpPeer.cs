using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Visor.Processes;

/// <summary>Who listens on a TCP port of this machine: the kernel's table names the socket (proc_net(5)), and the process that holds it open is looked for (proc_pid_fd(5)).</summary>
internal static class TcpPeer
{
    private const string Listens = "0A"; // TCP_LISTEN

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    /// <summary>The pid of the process that listens where a socket is connected to; 0: it cannot be seen from here.</summary>
    /// <param name="likely">Processes that are looked at first.</param>
    public static int Find(Socket connected, Func<int, bool> likely) =>
        connected.RemoteEndPoint is IPEndPoint remote ? Find(remote.Address, remote.Port, likely) ?? 0 : 0;

    /// <returns>The pid of the process that listens there; 0: somebody who cannot be seen from here; null: nobody.</returns>
    public static int? Find(IPAddress address, int port, Func<int, bool> likely)
    {
        if (IsRefused(address, port))
            return null;
        var inodes = Listeners(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port);
        if (inodes.Count == 0)
            return null;
        var names = inodes.Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        foreach (var pid in ProcessTable.All().OrderByDescending(pid => likely(pid)))
        {
            if (Holds(pid, names))
                return pid;
        }

        return 0;
    }

    // The kernel walks all sockets of the machine for its tables, which takes milliseconds; it refuses a connection to nobody at once, or a moment later.
    private static bool IsRefused(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            socket.Connect(new IPEndPoint(address, port));
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return socket.Poll(Moment, SelectMode.SelectWrite) && socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is (int)SocketError.ConnectionRefused;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is SocketError.ConnectionRefused;
        }
    }

    // sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode: addresses are hexadecimal words in the machine's byte order.
    private static List<string> Listeners(IPAddress address, int port)
    {
        List<string> exact = [];
        List<string> wild = [];
        foreach (var line in Lines("/proc/net/tcp").Concat(Lines("/proc/net/tcp6")))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] is not Listens || fields[9] is "0" || EndPoint(fields[1]) is not { } local || local.Port != port)
                continue;
            var at = local.Address.IsIPv4MappedToIPv6 ? local.Address.MapToIPv4() : local.Address;
            if (at.Equals(address))
                exact.Add(fields[9]);
            else if (at.Equals(IPAddress.Any) || at.Equals(IPAddress.IPv6Any))
                wild.Add(fields[9]);
        }

        return exact.Count > 0 ? exact : wild;
    }

    private static IPEndPoint? EndPoint(string field)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        if (colon is not (8 or 32) || !int.TryParse(field.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port))
            return null;
        var bytes = new byte[colon / 2];
        for (var word = 0; word < bytes.Length; word += sizeof(uint))
        {
            if (!uint.TryParse(field.AsSpan(word * 2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
                return null;
            BitConverter.TryWriteBytes(bytes.AsSpan(word), value);
        }

        return new IPEndPoint(new IPAddress(bytes), port);
    }

    private static IEnumerable<string> Lines(string table)
    {
        try
        {
            return File.ReadAllLines(table).Skip(1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool Holds(int pid, HashSet<string> names)
    {
        try
        {
            return new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos().Any(descriptor => descriptor.LinkTarget is { } target && names.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Another user's, or it has ended.
        }
    }
}
