using System.Text;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Chains.Vega.Checks;

/// <summary>Where the core puts its RPC socket.</summary>
internal static class SocketCheck
{
    private const string What = "rpc socket";

    /// <summary>Bytes of sun_path without its final zero, unix(7).</summary>
    private const int MaxPathBytes = 107;

    public static Finding Check(string socketPath, EndpointOccupant? occupant)
    {
        var path = Path.GetFullPath(socketPath);
        var folder = Path.GetDirectoryName(path) ?? "/";
        if (Encoding.UTF8.GetByteCount(path) is > MaxPathBytes and var length)
            return Finding.Failure(What, $"the path {path} has {length} bytes; a socket path has at most {MaxPathBytes}", "choose a shorter one in the run config and in the core's own configuration");
        if (!Directory.Exists(folder))
            return Finding.Failure(What, $"its folder {folder} does not exist", $"create it for the node's user: mkdir -p {ShellWord.Quote(folder)}, and have it created at boot too (RuntimeDirectory= in the unit)");
        if (Directory.Exists(path))
            return Finding.Failure(What, $"{path} is a folder, so the core cannot create its socket there", "check what is in it, then move it away, or correct socketPath");
        if (occupant is EndpointOccupant.Hidden hidden)
            return Finding.Failure(What, hidden.Why);
        return FolderRights.WhyNotWritable(folder) is { } refused
            ? Finding.Failure(What, refused, "give the folder to the node's user (chown)")
            : Finding.Ok(What, $"{folder} exists and is writable");
    }
}
