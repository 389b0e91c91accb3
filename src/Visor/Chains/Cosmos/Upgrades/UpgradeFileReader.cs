using System.Globalization;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>Reads <c>data/upgrade-info.json</c>. It is never changed.</summary>
internal static class UpgradeFileReader
{
    private const int MaxBytes = 1024 * 1024;

    public static UpgradeFile Read(string path)
    {
        if (FileStatus.Read(path, followLinks: false) is not { } status)
            return new UpgradeFile.Missing();
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{status.Device}:{status.Inode}:{status.Length}:{status.ModifiedNanoseconds}:{status.ChangedNanoseconds}");
        try
        {
            var bytes = BoundedFileReader.Read(path, MaxBytes + 1);
            if (bytes.Length == 0)
                return new UpgradeFile.Unusable($"{path} is empty", IsEmpty: true, stamp);
            if (bytes.Length > MaxBytes)
                return new UpgradeFile.Unusable($"{path} is larger than 1 MiB", IsEmpty: false, stamp);
            var reading = UpgradeInfoParser.Parse(bytes);
            return reading.Info is { } info ? new UpgradeFile.Found(info, stamp) : new UpgradeFile.Unusable($"{path} {reading.Problem}", IsEmpty: false, stamp);
        }
        catch (FileNotFoundException)
        {
            return new UpgradeFile.Missing();
        }
        catch (UnauthorizedAccessException)
        {
            return new UpgradeFile.Unusable($"{path} cannot be read by {Environment.UserName}; run Visor as the node's user, or make the file readable", IsEmpty: false, stamp) { IsForbidden = true };
        }
        catch (IOException e)
        {
            return new UpgradeFile.Unusable($"{path} cannot be read: {PlainText.Clause(e)}", IsEmpty: false, stamp);
        }
    }
}
