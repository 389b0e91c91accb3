using System.Text;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>
/// The writing of upgrade-info.json that was there before the last start, and the one that an operator made: what differs from both, the app has written since. Kept in files below
/// <c>.visor</c>, so that the next Visor tells it as this one does.
/// </summary>
/// <param name="privateFolder">Absolute path of <c>.visor</c>.</param>
internal sealed class RunBaseline(string privateFolder)
{
    private const string None = "none";
    private const int MaxBytes = 256;

    private string AtStart => Path.Combine(privateFolder, "upgrade-info-at-start");

    private string ByOperator => Path.Combine(privateFolder, "upgrade-info-by-operator");

    /// <summary>Right before a start.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Note(UpgradeFile file)
    {
        var stamp = StampOf(file) ?? None;
        if (!string.Equals(Read(AtStart), stamp, StringComparison.Ordinal)) // The downtime is not for writing what stands there.
            DurableFile.Replace(AtStart, Encoding.ASCII.GetBytes(stamp + "\n"));
    }

    /// <summary>A command of the operator's is about to put a file in its place, under its name: noted before, so that no moment of a crash makes it the app's.</summary>
    /// <param name="prepared">As it is before the rename, which changes nothing but the time of its last change.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void NoteOperators(UpgradeFile prepared) => DurableFile.Replace(ByOperator, Encoding.ASCII.GetBytes((WritingOf(StampOf(prepared)) ?? None) + "\n"));

    /// <summary>Whether the file is as a command of the operator's has written it.</summary>
    public bool IsOperators(UpgradeFile file) => StampOf(file) is { } stamp && string.Equals(Read(ByOperator), WritingOf(stamp), StringComparison.Ordinal);

    /// <summary>Whether the app has written the file since its start; false also where that is not known.</summary>
    public bool IsOfThisRun(UpgradeFile file) =>
        StampOf(file) is { } stamp && Read(AtStart) is { } before && !string.Equals(before, stamp, StringComparison.Ordinal) && !IsOperators(file);

    // Without its last part, which a rename changes.
    private static string? WritingOf(string? stamp) => stamp?[..stamp.LastIndexOf(':')];

    private static string? StampOf(UpgradeFile file) => file switch
    {
        UpgradeFile.Found found => found.Stamp,
        UpgradeFile.Unusable unusable => unusable.Stamp,
        _ => null,
    };

    private static string? Read(string path)
    {
        try
        {
            return Encoding.ASCII.GetString(BoundedFileReader.Read(path, MaxBytes)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
