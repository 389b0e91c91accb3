using System.Runtime.InteropServices;
using System.Text;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Home;

/// <summary>The operator's veto: while <c>HOME/hold</c> exists Visor does not switch.</summary>
internal sealed class HoldFile(VisorHome home)
{
    /// <summary>Characters.</summary>
    public const int ReasonLimit = 200;

    private const int Search = 1; // X_OK of access(2)

    /// <summary>Why this user cannot know whether something is held; null: it can.</summary>
    public string? WhyUnknown() => Native.Access(home.Root, Search) == 0 ? null : $"this user may not look into {home.Root}";

    /// <summary>The operator's reason, in one line; null: nothing is held.</summary>
    public string? Read()
    {
        // A link to nowhere is there too: whoever made it wants to hold.
        if (!Path.Exists(home.Hold) && new FileInfo(home.Hold).LinkTarget is null)
            return null;
        try
        {
            var text = Encoding.UTF8.GetString(BoundedFileReader.Read(home.Hold, 4 * ReasonLimit)).Trim();
            return text.Length == 0 ? "no reason given" : PlainText.Excerpt(text, ReasonLimit);
        }
        catch (FileNotFoundException)
        {
            return new FileInfo(home.Hold).LinkTarget is null ? null : "no reason given"; // Removed between the two looks, or a link.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "its reason is not readable"; // The file exists, and that alone holds the upgrade.
        }
    }

    /// <summary>Creates or replaces the hold atomically; a reader sees the old reason or the new one.</summary>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public void Write(string reason)
    {
        var temporary = $"{home.Hold}.{Environment.ProcessId}.new";
        try
        {
            // Never into what stands there already: in a home of another user that may be a link to anything.
            File.Delete(temporary);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
                file.Write(Encoding.UTF8.GetBytes(reason + "\n"));
            if (Native.Rename(temporary, home.Hold) != 0)
                throw new IOException(Native.Describe(Marshal.GetLastPInvokeError()));
            DurableFolder.Sync(home.Root);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not, or it is a folder.</exception>
    public void Remove()
    {
        if (Directory.Exists(home.Hold) && new FileInfo(home.Hold).LinkTarget is null)
            throw new IOException($"it is a folder; check what is in it, then `rm -r {ShellWord.Quote(home.Hold)}`");
        File.Delete(home.Hold);
        DurableFolder.Sync(home.Root);
    }
}
