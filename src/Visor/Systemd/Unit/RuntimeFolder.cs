namespace Visor.Systemd.Unit;

/// <summary>The folder below /run that holds a socket and is gone after a boot, systemd.exec(5), <c>RuntimeDirectory=</c>.</summary>
internal static class RuntimeFolder
{
    /// <returns>Below /run, such as <c>vega</c>; null: the socket lies elsewhere, or its folder is somebody else's.</returns>
    public static string? Of(string socketPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(socketPath)) ?? "/";
        var below = Below("/run/", folder) ?? Below("/var/run/", folder);
        return below is null || below.Split('/')[0] is "user" or "lock" or "systemd" ? null : below;
    }

    private static string? Below(string root, string folder) => folder.StartsWith(root, StringComparison.Ordinal) ? folder[root.Length..] : null;
}
