using System.Globalization;

namespace Visor.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <param name="folder">A folder on the disk that was measured.</param>
    public static async Task<string> Describe(string folder)
    {
        var kernel = (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease")).Trim();
        var (_, fileSystem) = await Tools.Capture("stat", "-f", "-c", "%T", folder);
        var processor = (await File.ReadAllLinesAsync("/proc/cpuinfo"))
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";
        return $"{Environment.ProcessorCount} cores ({processor}), Linux {kernel}, {fileSystem.Trim()} on {await Disk(folder)}";
    }

    /// <summary>How many processes wanted a core on average in the last minute: above the number of cores, the figures are noise.</summary>
    public static double Load() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    private static async Task<string> Disk(string folder)
    {
        var (exitCode, source) = await Tools.Capture("df", "--output=source", folder);
        var device = exitCode == 0 ? Path.GetFileName(source.Trim().Split('\n')[^1].Trim()) : "";
        // A virtual disk calls itself rotational or not as its host likes, so its name is said too.
        var attribute = $"/sys/class/block/{device}/queue/rotational";
        if (!File.Exists(attribute))
            return device.Length > 0 ? device : "an unknown disk";
        var kind = (await File.ReadAllTextAsync(attribute)).StartsWith('0') ? "solid state" : "rotational or virtual";
        return $"{device} ({kind})";
    }
}
