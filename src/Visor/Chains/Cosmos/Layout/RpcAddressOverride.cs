using Visor.Configuration;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>The operator's own word of where the node's RPC is asked: <c>rpcAddress</c> in visor.toml. It changes nothing of where the node listens.</summary>
/// <param name="read">The settings as they are now.</param>
internal sealed class RpcAddressOverride(Func<ConfigurationReading<VisorConfig>> read)
{
    public const string Key = "rpcAddress in visor.toml";

    private string? _last;

    /// <summary>Null: there is none. While the file is broken, what it said before.</summary>
    public string? Current
    {
        get
        {
            if (read().Value is { } config)
                _last = config.RpcAddress;
            return _last;
        }
    }
}
