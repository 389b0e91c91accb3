namespace Visor.Releases.Unpacking;

/// <summary>Remedies that name settings of auto-install. Whoever finds something wrong in a file does not know whether its chain family has them; whoever tells it does.</summary>
internal static class AssetSettings
{
    public const string Chosen = "with name in [autoInstall.asset] or with --from";

    public const string Inside = "set binaryName in [autoInstall.asset] to the path of the binary inside it";

    /// <summary>The same text for a chain family without them: what is left is the operator's file.</summary>
    public static string LeftOut(string text) =>
        text.Replace(Chosen, "with --from", StringComparison.Ordinal).Replace(Inside, "give that binary itself with --from", StringComparison.Ordinal);
}
