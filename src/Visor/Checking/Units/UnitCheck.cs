using Visor.Configuration;
using Visor.Home;
using Visor.Model;
using Visor.Systemd.Unit;

namespace Visor.Checking.Units;

/// <summary>Settings of a systemd unit that have cost nodes their upgrade, or their process.</summary>
internal static class UnitCheck
{
    private const string What = "systemd unit";

    /// <summary>Exit codes after which another start would end the same way.</summary>
    private static readonly string[] Final = ["64", "75", "78"];

    /// <param name="socket">That the node is reached by; null: none that is known.</param>
    public static IEnumerable<Finding> Check(UnitFile unit, VisorHome home, ChainDefaults defaults, VisorConfig config, string? socket)
    {
        Finding?[] findings =
        [
            KillMode(unit), KillSignal(unit), StopTimeout(unit, defaults, config), Restart(unit), PreventRestart(unit), ForceRestart(unit), EndlessRestart(unit, home, config), PrivateTmp(unit, socket), RuntimeFolder(unit, socket),
            Limit(unit, "LimitNPROC", 1024, "the limit counts every thread of the user; write LimitNPROC=infinity"), Limit(unit, "LimitNOFILE", 4096, "a node with a database and peers has hundreds of files open; write LimitNOFILE=65536"),
        ];
        var found = findings.Append(UnitUserCheck.Check(unit, home, What)).OfType<Finding>().Concat(SandboxCheck.Check(unit, home, What)).ToList();
        return found.Count == 0 ? [Finding.Ok(What, $"{unit.Path} has no known problem")] : found;
    }

    private static Finding? KillMode(UnitFile unit) => unit.Of("KillMode") switch
    {
        "process" => null,
        "none" => Finding.Warning(What, $"KillMode=none in {unit.Path}: a stop can leave processes behind", "write KillMode=process"),
        var mode => Finding.Failure(What, $"KillMode is {mode ?? "control-group, its default,"} in {unit.Path}: if Visor dies, systemd kills the node with it", "write KillMode=process; the next Visor adopts the node"),
    };

    private static Finding? StopTimeout(UnitFile unit, ChainDefaults defaults, VisorConfig config)
    {
        var set = unit.Of("TimeoutStopSec") ?? unit.Of("TimeoutSec");
        var text = set ?? "90s, systemd's default,";
        var setting = config.StopSignalTimeout == defaults.Config.StopSignalTimeout ? defaults.GraceSetting : "stopSignalTimeoutSeconds";
        return UnitSpan.Parse(set ?? "90s") is { } timeout && timeout <= StopSpan.OfNode(config.StopSignalTimeout)
            ? Finding.Failure(
                What,
                $"TimeoutStopSec is {text} in {unit.Path}, and {setting} is {config.StopSignalTimeout.TotalSeconds:0}, and a node that does not answer takes twice that: "
                + "systemd kills Visor while the node still has its grace period",
                $"write TimeoutStopSec={StopSpan.OfVisor(config.StopSignalTimeout).TotalSeconds:0}")
            : null;
    }

    private static Finding? KillSignal(UnitFile unit) => unit.Of("KillSignal") is { } signal && signal is not ("SIGTERM" or "SIGINT" or "15" or "2" or "TERM" or "INT")
        ? Finding.Failure(What, $"KillSignal is {signal} in {unit.Path}, which does not make Visor stop its node", "write KillSignal=SIGTERM")
        : null;

    private static Finding? Restart(UnitFile unit) => unit.Of("Restart") switch
    {
        "on-failure" or "always" => null,
        null or "no" => Finding.Failure(What, $"there is no Restart= in {unit.Path}: a Visor that crashes is not started again, and its node is never upgraded", "write Restart=on-failure"),
        var restart => Finding.Failure(What, $"Restart={restart} in {unit.Path} does not start Visor again after every failure", "write Restart=on-failure"),
    };

    private static Finding? PreventRestart(UnitFile unit)
    {
        var codes = Words(unit.Of("RestartPreventExitStatus"));
        return Final.Except(codes, StringComparer.Ordinal).ToList() is { Count: > 0 } missing
            ? Finding.Warning(What, $"RestartPreventExitStatus lacks {string.Join(' ', missing)} in {unit.Path}: systemd retries errors that a restart cannot fix", "write RestartPreventExitStatus=64 75 78")
            : null;
    }

    // systemd would start again, without limit, the node that Visor has given up on.
    private static Finding? EndlessRestart(UnitFile unit, VisorHome home, VisorConfig config) =>
        (config.WhenGivenUp ?? (unit.Of("Type") is "notify" or "notify-reload" ? WhenGivenUp.Stay : WhenGivenUp.Exit)) == WhenGivenUp.Exit
        && unit.Of("Restart") is "on-failure" or "always" && !Words(unit.Of("RestartPreventExitStatus")).Contains("1", StringComparer.Ordinal)
            ? Finding.Warning(What, $"Visor exits when it gives up on its node, and Restart={unit.Of("Restart")} in {unit.Path} then starts the node again without limit", $"write whenGivenUp = \"stay\" in {home.Config}")
            : null;

    private static Finding? ForceRestart(UnitFile unit) => Words(unit.Of("RestartForceExitStatus")).Contains("76", StringComparer.Ordinal)
        ? null
        : Finding.Warning(What, $"RestartForceExitStatus lacks 76 in {unit.Path}: after a handover no Visor is started", "write RestartForceExitStatus=76");

    private static Finding? PrivateTmp(UnitFile unit, string? socket) =>
        IsOn(unit.Of("PrivateTmp")) && socket is not null && (IsBelow(socket, "/tmp") || IsBelow(socket, "/var/tmp"))
            ? Finding.Failure(What, $"PrivateTmp is on in {unit.Path}, and the socket {socket} is under it: after a restart of the unit, nothing can reach the running node", "put the socket under /run (RuntimeDirectory=, RuntimeDirectoryPreserve=yes), or write PrivateTmp=no")
            : null;

    // A restart of the unit takes the folder away, and with it the socket of a node that lives on.
    private static Finding? RuntimeFolder(UnitFile unit, string? socket) =>
        socket is not null && unit.Of("RuntimeDirectoryPreserve") is null or "no" or "false" or "off" or "0"
        && UnitWords.Split(unit.Of("RuntimeDirectory") ?? "").FirstOrDefault(folder => IsBelow(socket, $"/run/{folder.Split(':')[0]}")) is { } made
            ? Finding.Failure(What, $"RuntimeDirectory={made} in {unit.Path} is removed whenever Visor ends, and with it the socket {socket} of a node that keeps running", "write RuntimeDirectoryPreserve=yes")
            : null;

    private static Finding? Limit(UnitFile unit, string setting, ulong few, string remedy) =>
        unit.Of(setting) is { } text && ulong.TryParse(text.Split(':')[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit < few
            ? Finding.Warning(What, $"{setting}={text} in {unit.Path} is low for a node", remedy)
            : null;

    private static string[] Words(string? text) => text?.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries) ?? [];

    internal static bool IsOn(string? value) => value is not (null or "no" or "false" or "off" or "0");

    internal static bool IsBelow(string path, string folder) => Path.GetFullPath(path).StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
