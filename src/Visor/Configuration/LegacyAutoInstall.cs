namespace Visor.Configuration;

/// <summary>
/// Shapes that <c>[autoInstall]</c> had in earlier versions and in printed samples:
/// <c>[autoInstall.assets] vega = "…"</c>, <c>[autoInstall.assets.vega] asset_name = "…"</c>, its misspelling
/// <c>assset_name</c>, and the same keys under <c>[autoInstall.asset]</c>.
/// </summary>
internal static class LegacyAutoInstall
{
    private static readonly string[] NameKeys = ["asset_name", "assset_name", "assetName"];
    private static readonly string[] BinaryKeys = ["binary_name"];

    /// <returns>Where the old shape stands and what to write instead; null: there is none.</returns>
    public static (TextPlace Place, string Key, string Message)? Take(TableReader autoInstall, TableReader asset, ChainDefaults releases)
    {
        if (autoInstall.Take("assets") is { } assets)
        {
            var (name, binary) = assets.Value is TomlTable table ? Names(table, releases) : (null, null);
            return (assets.Place, autoInstall.PathOf(assets.Key), Message(name, binary, releases));
        }

        var oldName = TakeFirst(asset, NameKeys);
        var oldBinary = TakeFirst(asset, BinaryKeys);
        var old = oldName ?? oldBinary;
        if (old is null)
            return null;
        return (old.Place, asset.PathOf(old.Key), Message(TextOf(oldName?.Value), TextOf(oldBinary?.Value), releases));
    }

    private static TomlEntry? TakeFirst(TableReader table, string[] keys) =>
        keys.Select(table.Take).ToList().Find(entry => entry is not null);

    private static (string? Name, string? Binary) Names(TomlTable assets, ChainDefaults releases)
    {
        var core = (assets.Find(releases.Program) ?? (assets.Entries is [var first, ..] ? first : null))?.Value;
        if (core is not TomlTable table)
            return (TextOf(core), null);
        return (First(table, ["name", .. NameKeys]), First(table, ["binaryName", .. BinaryKeys]));
    }

    private static string? First(TomlTable table, string[] keys) =>
        keys.Select(key => TextOf(table.Find(key)?.Value)).FirstOrDefault(text => text is not null);

    private static string? TextOf(TomlValue? value) => value is TomlText { Text.Length: > 0 } text ? text.Text : null;

    private static string Message(string? name, string? binary, ChainDefaults releases)
    {
        var lines = $"`[autoInstall.asset]` and `name = {Quoting.Quote(name ?? releases.AssetName)}`";
        if (binary is not null)
            lines = $"`[autoInstall.asset]`, `name = {Quoting.Quote(name ?? releases.AssetName)}` and `binaryName = {Quoting.Quote(binary)}`";
        return $"is an old form that Visor no longer reads, so it downloads no release; write these lines instead: {lines}";
    }
}
