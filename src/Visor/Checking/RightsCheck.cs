using System.Runtime.InteropServices;
using Visor.Home;

namespace Visor.Checking;

/// <summary>What this user may do in the home, asked by access(2), which changes nothing.</summary>
internal static class RightsCheck
{
    private const int WriteAndEnter = 2 | 1;
    private const int ReadAndWrite = 4 | 2;

    public static IEnumerable<Finding> Of(VisorHome home)
    {
        var folders = new[] { home.Root, home.Private, home.Staging }.Where(Directory.Exists).Select(path => (path, WriteAndEnter));
        var files = new[] { home.Lock, home.NodeLock, home.Journal }.Where(File.Exists).Select(path => (path, ReadAndWrite));
        if (!Directory.Exists(home.Private) && FileStatus.Of(home.Private, followLinks: false) is not null)
            return [Finding.Failure("rights", $"{home.Private} is a file or a link to nowhere, and Visor keeps its own folder there", $"look into it, then move it away: mv {ShellWord.Of(home.Private)} {ShellWord.Of(home.Private)}.aside")];
        var refused = folders.Concat(files).Select(p => WhyNot(p.path, p.Item2)).OfType<string>().ToList();
        return refused.Count == 0
            ? [Finding.Ok("rights", $"this user may write {home.Root} and what Visor keeps there")]
            : refused.Select(why => Finding.Failure("rights", why, "run this as the user of the node's Visor, or give that user the files (chown -R)"));
    }

    /// <summary>Why this user cannot make files in a folder; null: it can.</summary>
    public static string? WhyNotWritable(string folder) => WhyNot(folder, WriteAndEnter);

    private static string? WhyNot(string path, int mode) => Native.Access(path, mode) == 0
        ? null
        : $"{path} cannot be written by this user: {Native.Describe(Marshal.GetLastPInvokeError())}";
}
