using Visor.Configuration;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>A setting of a node as the app itself finds it: the flag, else <c>PREFIX_SECTION_KEY</c>, else the key of the section in config.toml.</summary>
/// <param name="Source">Which of them says so, for people.</param>
internal sealed record NodeSetting(string Text, string Source)
{
    /// <param name="binary">Absolute path of the executable.</param>
    /// <returns>Null: none of them says anything.</returns>
    public static NodeSetting? Find(CosmosContext context, string binary, string section, string key)
    {
        var flag = $"--{section}.{key}";
        if (FlagValue.Find(context.Arguments, flag) is { } given)
            return new NodeSetting(given, flag);
        var variable = $"{RpcAddressSetting.Prefix(binary)}_{section.ToUpperInvariant()}_{key.ToUpperInvariant()}";
        if (context.Environment(variable) is { Length: > 0 } set)
            return new NodeSetting(set, variable);
        var file = Path.Combine(context.Settings.Home, "config", "config.toml");
        return InFile(file, section, key) is { } written ? new NodeSetting(written, $"[{section}] {key} in {file}") : null;
    }

    // What is broken in it, its node finds out.
    private static string? InFile(string file, string section, string key)
    {
        var problems = new ProblemList(file);
        return File.Exists(file) && ConfigurationFile.Read(file, "", problems) is { } text
            && TomlDocument.Parse(text, problems).Find(section)?.Value is TomlTable table
            ? table.Find(key)?.Value switch
            {
                TomlText value => value.Text,
                TomlWholeNumber value => value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            }
            : null;
    }
}
