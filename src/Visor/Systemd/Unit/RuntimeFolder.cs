namespace Visor.Systemd.Unit;

/// <summary>The folder below /run that holds a socket and is gone after a boot, systemd.exec(5), <c>RuntimeDirectory=</c>.</summary>
internal static class RuntimeFolder
{
    // A service that made these its own would take them from others.
    private static readonly string[] Others = ["credentials", "dbus", "lock", "log", "mount", "private", "shm", "sudo", "systemd", "udev", "user"];

    /// <returns>Below /run, such as <c>vega</c>; null: the socket lies elsewhere, or its folder is somebody else's.</returns>
    public static string? Find(string socketPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(socketPath)) ?? "/";
        var below = Below("/run/", folder) ?? Below("/var/run/", folder);
        return below is not null && !Others.Contains(below.Split('/')[0], StringComparer.Ordinal) && below.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
            ? below
            : null;
    }

    private static string? Below(string root, string folder) => folder.StartsWith(root, StringComparison.Ordinal) ? folder[root.Length..] : null;
}
