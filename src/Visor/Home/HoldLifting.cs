using System.Text;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Home;

/// <summary>
/// The note of who has lifted a hold: the file that held is gone then, and tells nothing. It is for people, so that what cannot be written or read is only not known.
/// </summary>
internal sealed class HoldLifting(VisorHome home)
{
    private const int MaxBytes = 1024;

    /// <summary>To be left before the hold is removed: whoever sees that it is gone finds the note.</summary>
    public void Leave(string by)
    {
        try
        {
            File.Delete(home.HoldLifting); // Never into what stands there already.
            using var file = new FileStream(home.HoldLifting, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(by + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No Visor has run here yet, or this user may not write there.
        }
    }

    /// <summary>Reads the note and removes it.</summary>
    /// <returns>Null: there is none.</returns>
    public string? Take()
    {
        try
        {
            var by = PlainText.Excerpt(BoundedFileReader.Read(home.HoldLifting, MaxBytes, followLinks: false));
            Discard();
            return by.Length == 0 ? null : by;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Nothing was lifted after all, or it is held again.</summary>
    public void Discard()
    {
        try
        {
            File.Delete(home.HoldLifting);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is overwritten by the next one.
        }
    }
}
