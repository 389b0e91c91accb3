using System.Text;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Commands.Cosmovisor;

/// <summary><c>show-upgrade-info</c>: what <c>data/upgrade-info.json</c> says, as it is.</summary>
internal static class UpgradeInfoDisplay
{
    private const int MaxBytes = 1024 * 1024;

    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Of(CosmovisorSettings settings)
    {
        var path = Path.Combine(settings.Data, "upgrade-info.json");
        try
        {
            return string.Join('\n', PlainText.Lines(Encoding.UTF8.GetString(BoundedFileReader.Read(path, MaxBytes)).TrimEnd('\n')));
        }
        catch (FileNotFoundException)
        {
            return $"No upgrade info found at {path}";
        }
    }
}
