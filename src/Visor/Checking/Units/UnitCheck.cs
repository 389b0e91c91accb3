using Visor.Configuration;
using Visor.Home;

namespace Visor.Checking.Units;

/// <summary>Settings of a systemd unit that have cost nodes their upgrade, or their process.</summary>
internal static class UnitCheck
{
    private const string What = "systemd unit";

    /// <summary>Exit codes after which another start would end the same way.</summary>
    private static readonly string[] Final = ["64", "75", "78"];

    /// <param name="runConfig">Null: it cannot be read.</param>
    public static IEnumerable<Finding> Of(UnitFile unit, VisorHome home, VisorConfig config, RunConfig? runConfig)
    {
        Finding?[] findings =
        [
            KillMode(unit), StopTimeout(unit, config), PreventRestart(unit), ForceRestart(unit), PrivateTmp(unit, runConfig), Hidden(unit, home),
            Limit(unit, "LimitNPROC", 1024, "it counts every thread of the user; write LimitNPROC=infinity"), Limit(unit, "LimitNOFILE", 4096, "a node with a database and peers has hundreds of files open; write LimitNOFILE=65536"),
        ];
        var found = findings.OfType<Finding>().ToList();
        return found.Count == 0 ? [Finding.Ok(What, $"{unit.Path} has none of the known traps")] : found;
    }

    private static Finding? KillMode(UnitFile unit) => unit.Of("KillMode") switch
    {
        "process" => null,
        "none" => Finding.Warning(What, $"KillMode=none in {unit.Path} lets a stop leave processes behind", "write KillMode=process"),
        var mode => Finding.Failure(What, $"KillMode is {mode ?? "control-group, its default,"} in {unit.Path}: if Visor dies, systemd kills the node with it", "write KillMode=process; the next Visor adopts the node"),
    };

    private static Finding? StopTimeout(UnitFile unit, VisorConfig config)
    {
        var text = unit.Of("TimeoutStopSec") ?? unit.Of("TimeoutSec") ?? "90s";
        return UnitSpan.Parse(text) is { } timeout && timeout <= config.StopSignalTimeout
            ? Finding.Failure(What, $"TimeoutStopSec is {text} in {unit.Path}, and stopSignalTimeoutSeconds is {config.StopSignalTimeout.TotalSeconds:0}: systemd kills Visor while the node still has its grace period", $"write TimeoutStopSec={config.StopSignalTimeout.TotalSeconds + 30:0}")
            : null;
    }

    private static Finding? PreventRestart(UnitFile unit)
    {
        var codes = Words(unit.Of("RestartPreventExitStatus"));
        return Final.Except(codes, StringComparer.Ordinal).ToList() is { Count: > 0 } missing
            ? Finding.Warning(What, $"RestartPreventExitStatus lacks {string.Join(' ', missing)} in {unit.Path}: what no restart mends is tried again and again", "write RestartPreventExitStatus=64 75 78")
            : null;
    }

    private static Finding? ForceRestart(UnitFile unit) => Words(unit.Of("RestartForceExitStatus")).Contains("76", StringComparer.Ordinal)
        ? null
        : Finding.Warning(What, $"RestartForceExitStatus lacks 76 in {unit.Path}: after a handover no Visor is started", "write RestartForceExitStatus=76");

    private static Finding? PrivateTmp(UnitFile unit, RunConfig? runConfig) =>
        IsOn(unit.Of("PrivateTmp")) && runConfig is { Rpc.SocketPath: var socket } && (IsBelow(socket, "/tmp") || IsBelow(socket, "/var/tmp"))
            ? Finding.Failure(What, $"PrivateTmp is on in {unit.Path}, and the socket {socket} is below it: after a restart of the unit nobody can reach the node that lives", "put the socket below /run (RuntimeDirectory=, RuntimeDirectoryPreserve=yes), or write PrivateTmp=no")
            : null;

    private static Finding? Hidden(UnitFile unit, VisorHome home)
    {
        if (IsOn(unit.Of("ProtectHome")) && (IsBelow(home.Root, "/home") || IsBelow(home.Root, "/root") || IsBelow(home.Root, "/run/user")))
            return Finding.Failure(What, $"ProtectHome in {unit.Path} hides {home.Root} from Visor", "write ProtectHome=no, or move the home to /var/lib");
        return unit.Of("ProtectSystem") is "strict" && unit.Of("ReadWritePaths") is not { } && unit.Of("StateDirectory") is null
            ? Finding.Failure(What, $"ProtectSystem=strict in {unit.Path} makes {home.Root} read-only", $"write ReadWritePaths={home.Root} and the folders of the node")
            : null;
    }

    private static Finding? Limit(UnitFile unit, string setting, ulong few, string remedy) =>
        unit.Of(setting) is { } text && ulong.TryParse(text.Split(':')[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit < few
            ? Finding.Warning(What, $"{setting}={text} in {unit.Path} is little for a node", remedy)
            : null;

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool IsOn(string? value) => value is "yes" or "true" or "on" or "1" or "tmpfs" or "read-only" or "disconnected";

    private static bool IsBelow(string path, string folder) => Path.GetFullPath(path).StartsWith(folder + "/", StringComparison.Ordinal);
}
