using System.Globalization;
using System.Text;
using Visor.Chains.Cosmos.Cosmovisor;

namespace Visor.Commands.Cosmovisor;

/// <summary>The settings that are in force, a line each.</summary>
internal static class SettingsList
{
    public static string Of(CosmovisorSettings settings)
    {
        var text = new StringBuilder("Settings:\n");
        foreach (var (variable, value) in SettingValues.Of(settings))
            text.Append(CultureInfo.InvariantCulture, $"  {variable}: {Shown(value)}\n");
        text.Append(CultureInfo.InvariantCulture, $"Folders:\n  Root: {settings.Root}\n  Genesis: {settings.Root}/genesis\n  Upgrades: {settings.Root}/upgrades\n  Current: {settings.Root}/current\n  Data: {settings.Data}\n");
        if (settings.ConfigFile is { } file)
            text.Append(CultureInfo.InvariantCulture, $"Read from: {file}\n");
        return text.ToString();
    }

    private static string Shown(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan duration => GoDuration.Of(duration).ToString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
