using System.Collections.Immutable;

namespace Visor.Configuration;

/// <summary>How one release is run: <c>run-config.toml</c> in its folder.</summary>
/// <param name="File">Absolute path of the file this was read from.</param>
/// <param name="Name">A label; nothing depends on it.</param>
/// <param name="DataNode">Null: this node has no data node.</param>
/// <param name="StatisticsUrl">The core's statistics over HTTP, which tell the block height; null: not asked.</param>
internal sealed record RunConfig(
    string File,
    string Name,
    BinaryConfig Core,
    RpcConfig Rpc,
    BinaryConfig? DataNode,
    Uri? StatisticsUrl);

/// <param name="Path">Absolute path of the executable.</param>
/// <param name="Arguments">Without the executable's own name.</param>
/// <param name="Place">Where the path stands in the run config, for messages: <c>file:line:column: key</c>.</param>
internal sealed record BinaryConfig(string Path, ImmutableArray<string> Arguments, string Place)
{
    public bool Equals(BinaryConfig? other) =>
        other is not null
        && string.Equals(Path, other.Path, StringComparison.Ordinal)
        && Arguments.SequenceEqual(other.Arguments, StringComparer.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}

/// <param name="SocketPath">UNIX socket of the core's admin server; relative paths mean Visor's working directory.</param>
/// <param name="HttpPath">Path of the RPC in the request line, such as <c>/rpc</c>.</param>
internal sealed record RpcConfig(string SocketPath, string HttpPath);
