namespace Visor.SimulatedCosmosNode.Home;

/// <summary>The little of TOML that the settings of a node need: sections, and keys with one value on their line.</summary>
internal static class Toml
{
    /// <param name="section">Empty: before the first one.</param>
    /// <returns>Without quotes; null: the file or the key is not there.</returns>
    public static string? Value(string path, string section, string key)
    {
        if (!File.Exists(path))
            return null;
        var current = "";
        foreach (var line in File.ReadLines(path).Select(l => l.Trim()))
        {
            if (line.StartsWith('['))
                current = line.TrimStart('[').Split(']')[0].Trim();
            else if (string.Equals(current, section, StringComparison.Ordinal) && line.Split('=', 2) is [var name, var value]
                && string.Equals(name.Trim(), key, StringComparison.Ordinal))
            {
                return Unquoted(value.Trim());
            }
        }

        return null;
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value.IndexOf(value[0], 1) is > 0 and var end ? value[1..end] : value.Split('#')[0].Trim();
}
