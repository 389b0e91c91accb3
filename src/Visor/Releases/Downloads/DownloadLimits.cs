namespace Visor.Releases.Downloads;

/// <summary>How much is taken from a server that anybody may have named in a plan.</summary>
/// <param name="Bytes">Of a binary or an archive.</param>
/// <param name="DocumentBytes">Of a document.</param>
/// <param name="Duration">Of one download, however it goes on.</param>
internal sealed record DownloadLimits(long Bytes, int DocumentBytes, TimeSpan Duration)
{
    public static DownloadLimits Default { get; } = new(2L << 30, 1 << 20, TimeSpan.FromHours(2));
}
