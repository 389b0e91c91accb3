using System.Globalization;
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

    public const string NoReason = "no reason given";

    private const string Signature = "-- set by ";
    private const string SignedAt = " at ";
    private const int SignatureLimit = 1024; // Bytes

    private const int Search = 1; // X_OK of access(2)

    /// <summary>Why this user cannot know whether something is held; null: it can.</summary>
    public string? WhyUnknown() => Native.Access(home.Root, Search) == 0 ? null : $"this user may not look into {home.Root}";

    /// <summary>The operator's reason, in one line; null: nothing is held.</summary>
    public string? Read() => Look(uid => string.Create(CultureInfo.InvariantCulture, $"uid {uid}"))?.Reason;

    /// <summary>The whole order; null: nothing is held. Of a file that <c>visor hold</c> has not written, its owner has set it when it was written last.</summary>
    /// <param name="nameOf">What a user is called.</param>
    public OperatorHold? Look(Func<uint, string> nameOf)
    {
        // A link holds as well, and is its maker's.
        if (Text() is not { } text)
            return null;
        if (Signed(text) is { } signed)
            return signed;
        var file = FileStatus.Read(home.Hold, followLinks: false);
        return new OperatorHold(
            Reason(text), file is { } owned ? nameOf(owned.User) : null,
            file is { } written ? DateTimeOffset.FromUnixTimeSeconds(Math.Max(0, written.ModifiedNanoseconds / 1_000_000_000)) : null);
    }

    private static string Reason(string text) => text.Trim() is { Length: > 0 } given ? PlainText.Excerpt(given, ReasonLimit) : NoReason;

    private static OperatorHold? Signed(string text)
    {
        var at = text.LastIndexOf('\n' + Signature, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var signature = text[(at + 1 + Signature.Length)..];
        var time = signature.LastIndexOf(SignedAt, StringComparison.Ordinal);
        return time > 0 && UtcTime.Parse(signature[(time + SignedAt.Length)..]) is { } since
            ? new OperatorHold(Reason(text[..at]), PlainText.Excerpt(signature[..time]), since)
            : null;
    }

    private string? Text()
    {
        // A link to nowhere is there too: whoever made it wants to hold.
        if (!Path.Exists(home.Hold) && new FileInfo(home.Hold).LinkTarget is null)
            return null;
        try
        {
            return Encoding.UTF8.GetString(BoundedFileReader.Read(home.Hold, (4 * ReasonLimit) + SignatureLimit)).TrimEnd();
        }
        catch (FileNotFoundException)
        {
            return new FileInfo(home.Hold).LinkTarget is null ? null : ""; // Removed between the two looks, or a link.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "its reason is not readable"; // The file exists, and that alone holds the upgrade.
        }
    }

    /// <summary>It holds, but is a folder: no verb can write or remove it.</summary>
    public bool IsFolder => Directory.Exists(home.Hold) && new FileInfo(home.Hold).LinkTarget is null;

    /// <summary>Creates or replaces the hold atomically; a reader sees the old reason or the new one.</summary>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public void Write(OperatorHold hold)
    {
        var temporary = $"{home.Hold}.{Environment.ProcessId}.new";
        try
        {
            // Never into what stands there already: in a home of another user that may be a link to anything.
            File.Delete(temporary);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
                file.Write(Encoding.UTF8.GetBytes(Content(hold)));
            if (Native.Rename(temporary, home.Hold) != 0)
                ThrowForErrno(Marshal.GetLastPInvokeError());
            DurableFolder.Sync(home.Root);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void ThrowForErrno(int errno) => throw new IOException(Native.Describe(errno), errno);

    // A Visor that knows no signature shows it behind the reason.
    private static string Content(OperatorHold hold) =>
        hold is { By: { } by, Since: { } since } ? $"{hold.Reason}\n{Signature}{by}{SignedAt}{UtcTime.Format(since)}\n" : $"{hold.Reason}\n";

    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not, or it is a folder.</exception>
    public void Remove()
    {
        File.Delete(home.Hold);
        DurableFolder.Sync(home.Root);
    }
}
