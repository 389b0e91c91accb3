using Visor.Chains.Cosmos.Rpc;
using Visor.Configuration;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>
/// Where a node listens, as the app itself finds it: the flag <c>--rpc.laddr</c>, else <c>PREFIX_RPC_LADDR</c>, else <c>laddr</c> of <c>[rpc]</c> in config.toml, else CometBFT's default.
/// PREFIX is the name of the executable that a link leads to, in capitals, with <c>_</c> for <c>-</c> and <c>.</c>.
/// </summary>
/// <param name="Address">Null: <paramref name="Text"/> is no address.</param>
/// <param name="Source">Which setting says so, for people.</param>
internal sealed record RpcAddressSetting(RpcAddress? Address, string Text, string Source)
{
    private const string Flag = "--rpc.laddr";

    public static RpcAddressSetting Find(CosmosContext context, string binary)
    {
        var variable = $"{Prefix(binary)}_RPC_LADDR";
        if (FlagValue.Find(context.Arguments, Flag) is { } given)
            return Create(given, Flag);
        if (context.Environment(variable) is { Length: > 0 } set)
            return Create(set, variable);
        var file = Path.Combine(context.Settings.Home, "config", "config.toml");
        return InFile(file) is { } written ? Create(written, $"[rpc] laddr in {file}") : Create(RpcAddress.Default, "CometBFT's default");
    }

    /// <summary>What an executable's environment variables begin with.</summary>
    public static string Prefix(string binary)
    {
        var real = File.ResolveLinkTarget(binary, returnFinalTarget: true)?.FullName ?? binary;
        return Path.GetFileName(real).ToUpperInvariant().Replace('-', '_').Replace('.', '_');
    }

    private static RpcAddressSetting Create(string text, string source) => new(RpcAddress.Parse(text), text, source);

    // What is broken in it, its node finds out: here it only names an address.
    private static string? InFile(string file)
    {
        var problems = new ProblemList(file);
        return File.Exists(file) && ConfigurationFile.Read(file, "", problems) is { } text
            && TomlDocument.Parse(text, problems).Find("rpc")?.Value is TomlTable rpc && rpc.Find("laddr")?.Value is TomlText address
            ? address.Text
            : null;
    }
}
