using Visor.Home;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Checking;

/// <summary>What this user may do in the home, asked by access(2), which changes nothing.</summary>
internal static class RightsCheck
{
    public static IEnumerable<Finding> Check(VisorHome home)
    {
        var folders = new[] { home.Root, home.Private, home.Staging }.Where(Directory.Exists).Select(FolderRights.WhyNotWritable);
        var files = new[] { home.Lock, home.NodeLock, home.Journal }.Where(File.Exists).Select(FolderRights.WhyNotWritableFile);
        if (!Directory.Exists(home.Private) && FileStatus.Read(home.Private, followLinks: false) is not null)
            return [Finding.Failure("rights", $"{home.Private} is a file or a broken link, but Visor needs its own folder there", $"check what it is, then move it away: mv {ShellWord.Quote(home.Private)} {ShellWord.Quote(home.Private)}.aside")];
        var refused = folders.Concat(files).OfType<string>().ToList();
        return refused.Count == 0
            ? [Finding.Ok("rights", $"this user may write {home.Root} and Visor's files in it")]
            : refused.Select(why => Finding.Failure("rights", why, "run this as the user of the node's Visor, or give that user the files (chown -R)"));
    }
}
