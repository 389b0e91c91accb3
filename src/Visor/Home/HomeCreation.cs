using Visor.Model;

namespace Visor.Home;

/// <summary>Makes a home folder with commented configuration files: all of it or nothing.</summary>
internal static class HomeCreation
{
    private const string Config = "config.toml";
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="home">Absolute. Missing, with or without its parents, or an empty folder.</param>
    /// <param name="files">Path below the home and text.</param>
    /// <exception cref="VisorException">Something stands in the way; nothing is left behind.</exception>
    public static void Create(string home, IEnumerable<(string Name, string Text)> files)
    {
        var made = new Stack<string>();
        try
        {
            Refuse(home);
            MakeFolder(home, made);
            foreach (var (name, text) in files)
            {
                var file = Path.Combine(home, name);
                MakeFolder(Path.GetDirectoryName(file)!, made);
                using var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ModeOf(name) });
                made.Push(file);
                using var writer = new StreamWriter(stream);
                writer.Write(text);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            TakeBack(made);
            throw Failure($"cannot create the home folder: {e.Message} Create it as root and give it to {Environment.UserName} (chown)");
        }
        catch (IOException e)
        {
            TakeBack(made);
            throw Failure($"cannot create the home folder {home}: {e.Message}");
        }
    }

    // There will be secrets in it: addresses of notifications.
    private static UnixFileMode ModeOf(string name) => name is Config ? OwnersAlone : OwnersAlone | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static void Refuse(string home)
    {
        if (File.Exists(home))
            throw Failure($"{home} is a file, not a folder; choose another path");
        if (!Directory.Exists(home) || !Directory.EnumerateFileSystemEntries(home).Any())
            return;
        throw Failure(File.Exists(Path.Combine(home, "config.toml"))
            ? $"{home} is already a home folder; nothing was changed; start it with `visor run --home {ShellWord.Quote(home)}`, or choose another path"
            : $"{home} is not empty; nothing was changed; choose another path or an empty folder");
    }

    private static void MakeFolder(string folder, Stack<string> made)
    {
        var missing = new Stack<string>();
        for (var next = folder; next is not null && !Directory.Exists(next); next = Path.GetDirectoryName(next))
        {
            if (File.Exists(next))
                throw Failure($"{next} is a file, so {folder} cannot be created; choose another path");
            missing.Push(next);
        }

        foreach (var next in missing)
        {
            Directory.CreateDirectory(next);
            made.Push(next);
        }
    }

    // Newest first, and never more than was made: what others have put there meanwhile keeps its folder.
    private static void TakeBack(Stack<string> made)
    {
        try
        {
            while (made.TryPop(out var path))
            {
                if (File.Exists(path))
                    File.Delete(path);
                else
                    Directory.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure($"cannot create the home folder, nor remove what was already created: {e.Message}");
        }
    }

    private static VisorException Failure(string message) => new(ExitCodes.Configuration, message);
}
