namespace Visor.Releases.Publishing;

/// <summary>How much room on the disk making a release ready takes, in bytes, with a tenth to spare.</summary>
internal static class DiskSpaceEstimate
{
    // Programs and what goes with them shrink to a half or a third; what shrinks more is not refused here but when it is unpacked.
    private const double UnpackedPerPacked = 4;
    private const double Spare = 1.1;

    /// <summary>Before the download, when the size of what is in the asset is not known.</summary>
    /// <param name="assetName">Its ending tells whether it will be unpacked, or moved as it is.</param>
    /// <param name="assetSize">In bytes, as the release page states it.</param>
    /// <param name="alreadyThere">What an earlier attempt has left of it on the disk.</param>
    public static long BeforeDownload(string assetName, long assetSize, long alreadyThere = 0)
    {
        var toFetch = Math.Max(0, assetSize - alreadyThere);
        return WithSpare(toFetch + (IsArchive(assetName) ? UnpackedPerPacked * assetSize : 0));
    }

    /// <summary>When the asset lies on the disk and only its content needs room.</summary>
    public static long BeforeUnpacking(long unpackedSize) => WithSpare(unpackedSize);

    private static bool IsArchive(string name) =>
        name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    // A conversion from a number that is too large saturates.
    private static long WithSpare(double bytes) => (long)Math.Ceiling(bytes * Spare);
}
