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
                _ => new StampReading.Unusable($"{path} lacks what every Visor writes there"),
            };
        }
        catch (FileNotFoundException)
        {
            return new StampReading.Missing();
        }
        catch (JsonException)
        {
            return new StampReading.Unusable($"{path} is not what a Visor writes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new StampReading.Unusable(e.Message);
        }
    }

    /// <returns>False if nobody can say whether it outlives a power failure.</returns>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
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
