using System.Text;
using Visor.Home;
using Visor.Platform.Files;

namespace Visor.Systemd.Unit;

/// <summary>Finds the systemd unit that runs a home.</summary>
internal static class UnitSearch
{
    private const int MaxBytes = 256 * 1024;

    // Of Visor, and of the supervisors whose place it takes.
    private static readonly string[] Variables = ["VISOR_HOME=", "DAEMON_HOME="];

    // systemd.unit(5): the unit load path of the system manager, the first place first.
    private static readonly string[] Folders = ["/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

    /// <returns>Null: there is none that can be read.</returns>
    public static UnitFile? Find(VisorHome home) => Folders.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.service"))
        .DistinctBy(Path.GetFileName, StringComparer.Ordinal) // The first of a name hides the others.
        .Select(Read).OfType<UnitFile>()
        .FirstOrDefault(unit => Runs(unit, home));

    /// <returns>Null: it cannot be read.</returns>
    public static UnitFile? Read(string path)
    {
        try
        {
            var name = Path.GetFileName(path);
            var dropIns = Folders.Append(Path.GetDirectoryName(Path.GetFullPath(path))!).Select(folder => Path.Combine(folder, name + ".d")).Distinct(StringComparer.Ordinal)
                .Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.conf")).OrderBy(Path.GetFileName, StringComparer.Ordinal);
            return new UnitFile(path, dropIns.Prepend(path).Select(file => Encoding.UTF8.GetString(BoundedFileReader.Read(file, MaxBytes))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the unit starts a Visor on this home, by <c>--home</c> or by the variable that stands in for it.</summary>
    internal static bool Runs(UnitFile unit, VisorHome home)
    {
        var start = UnitWords.Split((unit.Of("ExecStart") ?? "").Replace("$$", "$", StringComparison.Ordinal));
        if (!start.Any(word => word.Contains("visor", StringComparison.Ordinal)) || !(start.Contains("run", StringComparer.Ordinal) || start.Contains("start", StringComparer.Ordinal)))
            return false;
        var named = start.Concat(UnitWords.Split(unit.Of("Environment") ?? "")).ToList();
        return named.Exists(word => word.StartsWith("--home", StringComparison.Ordinal) || Variables.Any(name => word.StartsWith(name, StringComparison.Ordinal)))
            ? named.SelectMany(word => new[] { word, word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] })
                .Any(word => word.StartsWith('/') && Path.TrimEndingDirectorySeparator(word) is var path && (string.Equals(path, home.Root, StringComparison.Ordinal) || string.Equals(path, home.Named, StringComparison.Ordinal)))
            : string.Equals(home.Root, VisorHome.OfPackage, StringComparison.Ordinal);
    }
}
