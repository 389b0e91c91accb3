using System.Globalization;

namespace Visor.Releases.Unpacking.Content;

/// <summary>What an archive may ask for. Names and sizes in it are claims of whoever made it.</summary>
/// <param name="Entries">Files, folders and links, with the folders that only paths imply.</param>
/// <param name="Bytes">Written in all, whatever was announced.</param>
internal sealed record UnpackLimits(int Entries, long Bytes)
{
    public static UnpackLimits Default { get; } = new(10_000, 4L << 30);

    public UnpackException TooManyEntries() =>
        new(UnpackFault.Refused, string.Create(CultureInfo.InvariantCulture, $"it holds more than {Entries:#,0} files and folders"));

    public UnpackException TooManyBytes() =>
        new(UnpackFault.Refused, Bytes % (1L << 30) == 0
            ? string.Create(CultureInfo.InvariantCulture, $"it unpacks to more than {Bytes >> 30} GiB")
            : string.Create(CultureInfo.InvariantCulture, $"it unpacks to more than {Bytes:#,0} bytes"));
}
