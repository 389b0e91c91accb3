using Visor.Home;
using Visor.Model;
using Visor.Systemd.Unit;

namespace Visor.Checking.Units;

/// <summary>What hardens a service, systemd.exec(5), and takes something away that Visor or a node that outlives it needs.</summary>
internal static class SandboxCheck
{
    private static readonly string[] HomeFolders = ["/home", "/root", "/run/user"];
    private static readonly string[] System = ["/usr", "/boot", "/efi"];

    // Of those that take more than yes or no, what is as good as no.
    private static readonly Trap[] Traps =
    [
        new("PrivatePIDs", "no", "makes Visor the init of its node: if Visor dies, the kernel kills the node with it", "write PrivatePIDs=no"),
        new("PrivateUsers", "no", "hides the processes of a running node from the next Visor, so Visor cannot adopt the node", "write PrivateUsers=no"),
        new("DynamicUser", "no", "frees the user of a node that keeps running, and hides the files of the home's owner", "write DynamicUser=no and User=NAME"),
        new("PrivateNetwork", "no", "cuts the node off from its peers, and Visor from the release server", "write PrivateNetwork=no"),
        new("RuntimeMaxSec", "infinity", "stops Visor and its node after that time", "remove that line"),
        new("ProtectProc", "default", "hides other users' processes: Visor cannot name another holder of the node's lock, and the next Visor does not see a node whose binary has file capabilities", "write ProtectProc=default") { IsMinor = true },
        new("ProcSubset", "all", "hides the boot id: after a reboot, Visor recognizes a node's process by pid and start time alone", "write ProcSubset=all") { IsMinor = true },
    ];

    private static readonly string[] Groups = ["@process", "@signal", "@io-event", "@file-system", "@network-io", "@sync"];

    /// <param name="what">Of the findings.</param>
    public static IEnumerable<Finding> Check(UnitFile unit, VisorHome home, string what)
    {
        foreach (var trap in Traps)
        {
            if (unit.Of(trap.Setting) is { } value && UnitCheck.IsOn(value) && !string.Equals(value, trap.Harmless, StringComparison.Ordinal))
                yield return new Finding(trap.IsMinor ? CheckOutcome.Warning : CheckOutcome.Failure, what, $"{trap.Setting}={value} in {unit.Path} {trap.Consequence}", trap.Remedy);
        }

        foreach (var (found, remedy) in new[] { Families(unit), Calls(unit), Hidden(unit, home), ReadOnly(unit, home) }.OfType<(string, string)>())
            yield return Finding.Failure(what, found, remedy);
    }

    private static (string, string)? Families(UnitFile unit)
    {
        var families = new AllowList(unit.Of("RestrictAddressFamilies"));
        return Array.Find(["AF_UNIX", "AF_INET", "AF_INET6"], family => !families.Allows(family)) is { } missing
            ? ($"RestrictAddressFamilies in {unit.Path} does not allow {missing}: the node's RPC, the node's peers and the release server need AF_UNIX, AF_INET and AF_INET6",
                "write RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK")
            : null;
    }

    private static (string, string)? Calls(UnitFile unit)
    {
        var calls = new AllowList(unit.Of("SystemCallFilter"));
        return Array.Find(Groups, group => !calls.Allows(group, "@system-service", "@known")) is { } missing
            ? ($"SystemCallFilter in {unit.Path} does not allow {missing}, which Visor and the node need", "write SystemCallFilter=@system-service")
            : Array.Find(["pidfd_open", "pidfd_send_signal", "flock", "fsync", "waitid", "kill", "setsid"], call => !calls.Allows(call, [.. Groups, "@system-service", "@known"])) is { } denied
                ? ($"SystemCallFilter in {unit.Path} denies {denied}, which Visor needs", $"remove {denied} from it")
                : null;
    }

    private static (string, string)? Hidden(UnitFile unit, VisorHome home)
    {
        if (UnitCheck.IsOn(unit.Of("ProtectHome")) && HomeFolders.Any(folder => UnitCheck.IsBelow(home.Named, folder)))
            return ($"ProtectHome in {unit.Path} hides {home.Named} from Visor", "write ProtectHome=no, or move the home to /var/lib");
        return Covering(unit, "InaccessiblePaths", home) is { } path ? ($"InaccessiblePaths in {unit.Path} hides {home.Named} from Visor", $"remove {path} from it")
            : Covering(unit, "TemporaryFileSystem", home) is { } covered ? ($"TemporaryFileSystem in {unit.Path} hides {home.Named} from Visor", $"remove {covered} from it")
            : null;
    }

    private static (string, string)? ReadOnly(UnitFile unit, VisorHome home)
    {
        if (Covering(unit, "ReadWritePaths", home) is not null || Folders(unit, "StateDirectory").Any(folder => IsAtOrBelow(home.Named, $"/var/lib/{folder}")))
            return null;
        var remedy = $"write ReadWritePaths={UnitWord.Quote(home.Named)} and the node's folders";
        return unit.Of("ProtectSystem") switch
        {
            "strict" => ($"ProtectSystem=strict in {unit.Path} makes {home.Named} read-only", remedy),
            "full" when System.Append("/etc").Any(folder => UnitCheck.IsBelow(home.Named, folder)) => ($"ProtectSystem=full in {unit.Path} makes {home.Named} read-only", remedy),
            { } on when UnitCheck.IsOn(on) && System.Any(folder => UnitCheck.IsBelow(home.Named, folder)) => ($"ProtectSystem={on} in {unit.Path} makes {home.Named} read-only", remedy),
            _ => Covering(unit, "ReadOnlyPaths", home) is { } path ? ($"ReadOnlyPaths in {unit.Path} makes {home.Named} read-only", $"remove {path} from it, or {remedy}") : null,
        };
    }

    private static string? Covering(UnitFile unit, string setting, VisorHome home) => Folders(unit, setting).FirstOrDefault(folder => IsAtOrBelow(home.Named, folder));

    // Before a folder there may be - and +, and behind it a colon and options.
    private static IEnumerable<string> Folders(UnitFile unit, string setting) =>
        UnitWords.Split(unit.Of(setting) ?? "").Select(word => word.TrimStart('-', '+').Split(':')[0]).Where(word => word.Length > 0);

    private static bool IsAtOrBelow(string path, string folder) =>
        string.Equals(path, folder.TrimEnd('/'), StringComparison.Ordinal) || UnitCheck.IsBelow(path, folder);

    /// <param name="Harmless">The one value, beside no, that does no harm.</param>
    private sealed record Trap(string Setting, string Harmless, string Consequence, string Remedy)
    {
        public bool IsMinor { get; init; }
    }
}
