using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Users;

/// <summary>What to do where something of a home cannot be read or written: it depends on the trouble, and on who meets it.</summary>
internal static class AccessRemedy
{
    private const int MaxErrno = 4096; // Of Linux; .NET's own codes are negative.
    private const int EEXIST = 17;
    private const int ENOTDIR = 20;
    private const int EISDIR = 21;
    private const int ENOSPC = 28;
    private const int EDQUOT = 122;

    /// <param name="path">What cannot be used: the home, or something in Visor's own folder.</param>
    /// <param name="problem">How it was refused.</param>
    public static string For(VisorHome home, string path, Exception problem) => ErrnoOf(problem) switch
    {
        _ when !IsFolder(home.Private) && IsAnything(home.Private) => Aside(home.Private),
        Native.EROFS => $"find out why that disk is read-only (dmesg), then, as root: mount -o remount,rw \"$(stat -c %m {ShellWord.Quote(home.Root)})\"",
        ENOSPC or EDQUOT => $"free space there: df -h {ShellWord.Quote(home.Root)}",
        Native.ELOOP => $"check where it points, then delete the link: rm {ShellWord.Quote(path)}",
        EEXIST or ENOTDIR or EISDIR => Aside(path),
        Native.EACCES or Native.EPERM => ForRights(home, path),
        _ => $"check its disk (dmesg, df -h {ShellWord.Quote(home.Root)})",
    };

    /// <summary>How it was refused, in the words of the system: those of .NET name a file that Visor makes only on the way.</summary>
    public static string Cause(Exception problem) => ErrnoOf(problem) is > 0 and < MaxErrno and var errno ? Native.Describe(errno) : PlainText.Clause(problem);

    /// <summary>What of the hold cannot be written or removed, where a folder stands in its place.</summary>
    public static string FolderInPlaceOf(string path) => $"{path} is a folder; check what is in it, then remove it: rm -r {ShellWord.Quote(path)}";

    /// <summary>Whether this is about the place a file lies in, and not about what stands in it.</summary>
    public static bool Knows(Exception problem) =>
        ErrnoOf(problem) is Native.EACCES or Native.EPERM or Native.EROFS or ENOSPC or EDQUOT or Native.ELOOP or ENOTDIR or EISDIR;

    /// <summary>The command line of this process, to be typed once more.</summary>
    public static string CommandLine(VisorHome home, IEnumerable<string> arguments)
    {
        var typed = arguments.Where(a => !string.Equals(a, OwnerSwitch.Flag, StringComparison.Ordinal)).ToList();
        var names = typed.Exists(a => a is "--home" || a.StartsWith("--home=", StringComparison.Ordinal));
        return string.Join(' ', typed.Prepend("visor").Concat(names ? [] : ["--home", home.Root]).Select(ShellWord.Quote));
    }

    /// <summary>For a file that this user may not use.</summary>
    /// <inheritdoc cref="For"/>
    public static string ForRights(VisorHome home, string path)
    {
        if (HomeOwner.Find(home) is not { } owner)
            return "check its owner and mode";
        if (owner.User != Account.OfThisProcess.User)
            return $"the home belongs to {owner.Words}: {owner.Asking(CommandLine(home, Environment.GetCommandLineArgs().Skip(1)))}";
        var place = path.StartsWith(home.Private, StringComparison.Ordinal) && IsFolder(home.Private) ? home.Private : home.Root;
        var name = owner.Name ?? $"{owner.User}";
        return IsAnothers(path, owner) || IsAnothers(place, owner)
            ? $"files there belong to another user; as root: chown -R {name} {ShellWord.Quote(place)}"
            : $"its mode forbids it even to its owner: chmod -R u+rwX {ShellWord.Quote(place)}";
    }

    private static string Aside(string path) => $"it is not Visor's; check what it is, then move it away: mv {ShellWord.Quote(path)} {ShellWord.Quote(path + ".aside")}";

    private static bool IsAnothers(string path, Account owner) => FileStatus.Read(path, followLinks: false) is { } status && status.User != owner.User;

    private static bool IsFolder(string path) => Directory.Exists(path);

    private static bool IsAnything(string path) => FileStatus.Read(path, followLinks: false) is not null;

    // .NET has an exception of its own for what a user may not do, and keeps the errno of everything else.
    private static int ErrnoOf(Exception problem) => problem switch
    {
        UnauthorizedAccessException => Native.EACCES,
        FileNotFoundException or DirectoryNotFoundException => Native.ENOENT,
        _ => problem.HResult,
    };
}
