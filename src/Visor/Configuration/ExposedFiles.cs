using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Configuration;

/// <summary>What every user of the machine may read although it holds a secret, or may write although Visor does what it says.</summary>
internal static class ExposedFiles
{
    /// <param name="file">The path of <c>config.toml</c>.</param>
    public static ImmutableArray<ExposedFile> Find(string file, VisorConfig config)
    {
        var found = ImmutableArray.CreateBuilder<ExposedFile>();
        if (!config.Notifications.All.IsEmpty && MayAll(file, UnixFileMode.OtherRead))
            found.Add(new(file, "every user of this machine may read it, and the addresses in [[notifications]] are secrets", $"chmod o-r {ShellWord.Quote(file)}"));
        if (config.AutoInstall.TokenFile is { } token && MayAll(token, UnixFileMode.OtherRead))
            found.Add(new(token, "every user of this machine may read it, and the token in it is a secret", $"chmod o-r {ShellWord.Quote(token)}"));
        if (MayAll(file, UnixFileMode.OtherWrite))
            found.Add(new(file, "every user of this machine may write it, and so decide what Visor downloads and runs", $"chmod o-w {ShellWord.Quote(file)}"));
        if (Path.GetDirectoryName(file) is { Length: > 0 } home && MayAll(home, UnixFileMode.OtherWrite))
            found.Add(new(home, "every user of this machine may write into it, and so decide what Visor runs", $"chmod o-w {ShellWord.Quote(home)}"));
        return found.ToImmutable();
    }

    // A folder above it that others cannot enter keeps them from it.
    private static bool MayAll(string path, UnixFileMode right)
    {
        try
        {
            if ((File.GetUnixFileMode(path) & right) == UnixFileMode.None)
                return false;
            for (var above = Path.GetDirectoryName(Path.GetFullPath(path)); above is not null; above = Path.GetDirectoryName(above))
            {
                if ((File.GetUnixFileMode(above) & UnixFileMode.OtherExecute) == UnixFileMode.None)
                    return false;
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It is not there, or hidden from this user too.
        }
    }
}

/// <param name="Why">What others may do, and why they should not.</param>
internal sealed record ExposedFile(string Path, string Why, string Remedy)
{
    public override string ToString() => $"{Path}: {Why}; {Remedy}";
}
