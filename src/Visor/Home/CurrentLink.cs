using System.Runtime.InteropServices;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Home;

/// <summary>The symlink <c>HOME/current</c>, which names the release that runs.</summary>
internal sealed class CurrentLink(VisorHome home)
{
    public CurrentLinkState Read()
    {
        var link = new FileInfo(home.Current);
        if (link.LinkTarget is { } target)
        {
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, home.Root));
            return Directory.Exists(folder) ? new CurrentLinkState.Folder(folder) : new CurrentLinkState.Broken(target);
        }

        return Path.Exists(home.Current) ? new CurrentLinkState.NotALink(Directory.Exists(home.Current)) : new CurrentLinkState.Missing();
    }

    /// <summary>
    /// Makes <c>current</c> name <paramref name="folder"/>, atomically and durably: a reader sees the old target or the new
    /// one, and so does whoever comes after a power failure.
    /// </summary>
    /// <param name="folder">Its absolute path; the link is relative if it lies directly below HOME.</param>
    /// <returns>False if the file system cannot sync a folder, so that durability rests on it alone.</returns>
    /// <exception cref="IOException">It still names what it named.</exception>
    public bool PointTo(string folder)
    {
        var temporary = home.Current + ".new";
        File.Delete(temporary); // Left behind by a Visor that died between the two calls.
        Check(Native.Symlink(home.NameOf(folder), temporary), $"the link {temporary}", "be created");
        Check(Native.Rename(temporary, home.Current), home.Current, "be replaced");
        return DurableFolder.Sync(home.Root);
    }

    /// <summary>Tries what <see cref="PointTo"/> will need, without changing what <c>current</c> names.</summary>
    /// <exception cref="IOException">It could not be replaced; the message says why.</exception>
    public void ProveReplaceable()
    {
        if (Read() is CurrentLinkState.NotALink)
            throw new IOException($"{home.Current} is not a symlink, so Visor cannot switch it; move it away and link the running release");
        var temporary = home.Current + ".new";
        File.Delete(temporary);
        Check(Native.Symlink("proof", temporary), $"the link {temporary}", "be created");
        File.Delete(temporary);
    }

    private static void Check(int result, string what, string how)
    {
        if (result == 0)
            return;
        var errno = Marshal.GetLastPInvokeError();
        throw new IOException($"{what} cannot {how}: {Native.Describe(errno)}", errno);
    }
}

/// <summary>What stands at <c>HOME/current</c>.</summary>
internal abstract record CurrentLinkState
{
    public sealed record Missing : CurrentLinkState;

    /// <param name="Path">Absolute; it exists.</param>
    public sealed record Folder(string Path) : CurrentLinkState;

    /// <summary>A link to nothing.</summary>
    public sealed record Broken(string Target) : CurrentLinkState;

    /// <summary>A real folder or file stands where the link belongs.</summary>
    public sealed record NotALink(bool IsFolder) : CurrentLinkState;
}
