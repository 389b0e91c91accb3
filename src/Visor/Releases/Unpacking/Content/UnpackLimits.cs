using System.Globalization;

namespace Visor.Releases.Unpacking.Content;

/// <summary>Limits of an archive. Its names and sizes are untrusted input.</summary>
/// <param name="Entries">Files, folders and links, with the folders that only paths imply.</param>
/// <param name="Bytes">Maximum of bytes written in total, independent of the sizes that the archive states.</param>
internal sealed record UnpackLimits(int Entries, long Bytes)
{
    public static UnpackLimits Default { get; } = new(10_000, 4L << 30);

    public UnpackException TooManyEntries() =>
        new(UnpackFault.Refused, string.Create(CultureInfo.InvariantCulture, $"it contains more than {Entries:#,0} files and folders"));

    public UnpackException TooManyBytes() =>
        new(UnpackFault.Refused, Bytes % (1L << 30) == 0
            ? string.Create(CultureInfo.InvariantCulture, $"it unpacks to more than {Bytes >> 30} GiB")
            : string.Create(CultureInfo.InvariantCulture, $"it unpacks to more than {Bytes:#,0} bytes"));
}
