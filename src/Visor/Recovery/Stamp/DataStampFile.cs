using System.Text.Json;
using Visor.Platform.FaultInjection;
using Visor.Platform.Files;

namespace Visor.Recovery.Stamp;

/// <summary>The file beside the chain's data. It never waits for a pipe, and follows no link: the folder is the node's.</summary>
internal static class DataStampFile
{
    private const int MaxBytes = 64 * 1024;

    public static StampReading Read(string path)
    {
        try
        {
            var content = BoundedFileReader.Read(path, MaxBytes, followLinks: false);
            var stamp = JsonSerializer.Deserialize(content, DataStampJson.Default.DataStamp);
            return stamp switch
            {
                { Format: > DataStamp.CurrentFormat } => new StampReading.Newer(stamp.Format),
                { IsWhole: true } => new StampReading.Found(stamp),
                _ => new StampReading.Unusable($"{path} lacks fields that every Visor writes"),
            };
        }
        catch (FileNotFoundException)
        {
            return new StampReading.Missing();
        }
        catch (JsonException)
        {
            return new StampReading.Unusable($"{path} was not written by Visor");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new StampReading.Unusable(e.Message);
        }
    }

    /// <returns>False if the stamp may not survive a power failure: the file system cannot sync a folder.</returns>
    /// <exception cref="IOException">The stamp cannot be written; the old one stays.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there; the old stamp stays.</exception>
    public static bool Write(string path, DataStamp stamp)
    {
        Checkpoint.Before(Step.Stamp);
        var isDurable = DurableFile.Replace(path, [.. JsonSerializer.SerializeToUtf8Bytes(stamp, DataStampJson.Default.DataStamp), (byte)'\n']);
        Checkpoint.After(Step.Stamp);
        return isDurable;
    }
}

/// <summary>What stands where the stamp belongs.</summary>
internal abstract record StampReading
{
    public sealed record Missing : StampReading;

    public sealed record Found(DataStamp Stamp) : StampReading;

    /// <summary>A newer Visor has written it.</summary>
    public sealed record Newer(int Format) : StampReading;

    /// <param name="Why">With its path.</param>
    public sealed record Unusable(string Why) : StampReading;
}
