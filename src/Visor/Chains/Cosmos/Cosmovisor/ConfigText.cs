using System.Globalization;
using System.Text;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>Cosmovisor's configuration file, as Cosmovisor writes it: durations are whole numbers of nanoseconds.</summary>
internal static class ConfigText
{
    public static string Of(CosmovisorSettings settings)
    {
        var text = new StringBuilder();
        foreach (var (variable, value) in SettingValues.Of(settings))
            text.Append(CultureInfo.InvariantCulture, $"{CosmovisorVariables.KeyOf(variable)} = {Toml(value)}\n");
        return text.ToString();
    }

    private static string Toml(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan duration => GoDuration.Of(duration).Nanoseconds.ToString(CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        string text when !text.Contains('\'', StringComparison.Ordinal) => $"'{text}'",
        _ => $"\"{((string)value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
    };
}
