using System.Text;

namespace Visor.Tests.Releases.Unpacking;

/// <summary>A tar archive written field by field, so that each can lie.</summary>
internal sealed class RawTar
{
    private readonly List<byte> _archive = [];

    public RawTar Program(string name = "vega") => Add(name, '0', UnpackingPlace.Program(), mode: 0b111_101_101);

    public RawTar Add(string name, char type, string content = "", string link = "", int mode = 0b110_100_100) =>
        Add(name, type, Encoding.UTF8.GetBytes(content), link, mode);

    public RawTar Add(string name, char type, byte[] content, string link = "", int mode = 0b110_100_100, long? announced = null)
    {
        var header = new byte[512];
        Encoding.UTF8.GetBytes(name).CopyTo(header, 0);
        Octal(header.AsSpan(100, 8), mode);
        Octal(header.AsSpan(124, 12), announced ?? content.Length);
        header[156] = (byte)type;
        Encoding.UTF8.GetBytes(link).CopyTo(header, 157);
        "ustar\u000000"u8.CopyTo(header.AsSpan(257));
        header.AsSpan(148, 8).Fill((byte)' ');
        Octal(header.AsSpan(148, 7), header.Sum(b => b));
        _archive.AddRange(header);
        _archive.AddRange(content);
        _archive.AddRange(new byte[-content.Length & 511]);
        return this;
    }

    /// <param name="end">Zeros behind the last entry; two blocks by the standard.</param>
    public byte[] Build(int end = 1024) => UnpackingPlace.Gzip(BuildPlain(end));

    /// <inheritdoc cref="Build"/>
    public byte[] BuildPlain(int end = 1024) => [.. _archive, .. new byte[end]];

    private static void Octal(Span<byte> field, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(field.Length - 1, '0')).CopyTo(field);
}
