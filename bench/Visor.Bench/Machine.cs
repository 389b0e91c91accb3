using System.Globalization;

namespace Visor.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <param name="folder">A folder on the disk that was measured.</param>
    public static async Task<string> Describe(string folder)
    {
        var kernel = (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease")).Trim();
        var fileSystem = await OfFileSystem("fstype", folder);
        var processor = (await File.ReadAllLinesAsync("/proc/cpuinfo"))
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";
        return $"{Environment.ProcessorCount} cores ({processor}), Linux {kernel}, {fileSystem} on {await Disk(folder)}";
    }

    /// <summary>How many processes wanted a core on average in the last minute: above the number of cores, the figures are noise.</summary>
    public static double Load() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    private static async Task<string> OfFileSystem(string column, string folder)
    {
        var (exitCode, table) = await Tools.Capture("df", $"--output={column}", folder);
        return exitCode == 0 ? table.Trim().Split('\n')[^1].Trim() : "unknown";
    }

    private static async Task<string> Disk(string folder)
    {
        var device = Path.GetFileName(await OfFileSystem("source", folder));
        // A virtual disk calls itself rotational or not as its host likes, so its name is said too.
        var attribute = $"/sys/class/block/{device}/queue/rotational";
        if (!File.Exists(attribute))
            return device;
        var kind = (await File.ReadAllTextAsync(attribute)).StartsWith('0') ? "solid state" : "rotational or virtual";
        return $"{device} ({kind})";
    }
}
