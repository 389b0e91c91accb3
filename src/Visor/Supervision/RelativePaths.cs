using Microsoft.Extensions.Logging;
using Visor.Configuration;

namespace Visor.Supervision;

/// <summary>
/// The node inherits Visor's working directory, so a relative path in a run config means another place when Visor is started
/// from elsewhere: a new, empty home of the node, most likely.
/// </summary>
internal static class RelativePaths
{
    private const string HomeFlag = "--home";

    /// <param name="before">Working directory of the Visor before; null: not known.</param>
    /// <param name="runConfig">Of what runs; null: it cannot be read.</param>
    public static void Warn(string? before, RunConfig? runConfig, ILogger log)
    {
        var now = Environment.CurrentDirectory;
        if (before is null || string.Equals(before, now, StringComparison.Ordinal) || runConfig is null || !AreIn(runConfig))
            return;
        log.LogWarning(
            "{File} has relative paths, and this Visor was started in {Now}, the one before in {Before}: at its next start the node looks for them in {Now}; "
            + "start Visor where it was started, or write the paths in full", runConfig.File, now, before, now);
    }

    public static bool AreIn(RunConfig runConfig) =>
        !Path.IsPathRooted(runConfig.Rpc.SocketPath) || AreIn(runConfig.Core) || (runConfig.DataNode is { } dataNode && AreIn(dataNode));

    private static bool AreIn(BinaryConfig binary) =>
        binary.Arguments.Any(a => a.StartsWith("./", StringComparison.Ordinal) || a.StartsWith("../", StringComparison.Ordinal)
            || (a.StartsWith(HomeFlag + "=", StringComparison.Ordinal) && !Path.IsPathRooted(a[(HomeFlag.Length + 1)..])))
        || binary.Arguments.Zip(binary.Arguments.Skip(1)).Any(pair => pair.First is HomeFlag && !Path.IsPathRooted(pair.Second));
}
