using Visor.Chains.Cosmos.Rpc;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>
/// Where a node listens, as the app itself finds it: the flag <c>--rpc.laddr</c>, else <c>PREFIX_RPC_LADDR</c>, else <c>laddr</c> of <c>[rpc]</c> in config.toml, else CometBFT's default.
/// PREFIX is the name of the executable that a link leads to, in capitals, with <c>_</c> for <c>-</c> and <c>.</c>.
/// </summary>
/// <param name="Address">Null: <paramref name="Text"/> is no address.</param>
/// <param name="Source">Which setting says so, for people.</param>
internal sealed record RpcAddressSetting(RpcAddress? Address, string Text, string Source)
{
    public static RpcAddressSetting Find(CosmosContext context, string binary) =>
        NodeSetting.Find(context, binary, "rpc", "laddr") is { } set ? Create(set.Text, set.Source) : Create(RpcAddress.Default, "CometBFT's default");

    /// <summary>Where Visor asks: what its own settings say goes before what the node is told.</summary>
    public static RpcAddressSetting Asked(CosmosContext context, string binary) =>
        context.RpcAddress?.Current is { } own ? Create(own, RpcAddressOverride.Key) : Find(context, binary);

    /// <summary>What an executable's environment variables begin with.</summary>
    public static string Prefix(string binary)
    {
        var real = (File.Exists(binary) ? File.ResolveLinkTarget(binary, returnFinalTarget: true)?.FullName : null) ?? binary;
        return Path.GetFileName(real).ToUpperInvariant().Replace('-', '_').Replace('.', '_');
    }

    private static RpcAddressSetting Create(string text, string source) => new(RpcAddress.Parse(text), text, source);
}
