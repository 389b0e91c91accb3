using Microsoft.Extensions.Logging;
using Visor.Model;

namespace Visor.Recovery;

/// <summary>
/// The node inherits Visor's working directory, so a relative path in a run config means another place when Visor is started
/// from elsewhere: a new, empty home of the node, most likely.
/// </summary>
internal static class RelativePaths
{
    /// <param name="before">Working directory of the Visor before; null: not known.</param>
    /// <param name="definition">Of what runs; null: it cannot be read.</param>
    public static void Warn(string? before, NodeDefinition? definition, ILogger log)
    {
        var now = Environment.CurrentDirectory;
        if (before is null || string.Equals(before, now, StringComparison.Ordinal) || definition is null || !definition.HasRelativePaths)
            return;
        log.LogWarning(
            "{File} has relative paths. This Visor was started in {Now}, the previous one in {Before}: at its next start, the node resolves them in {Now}; "
            + "start Visor in the previous folder, or use absolute paths", definition.File, now, before, now);
    }
}
