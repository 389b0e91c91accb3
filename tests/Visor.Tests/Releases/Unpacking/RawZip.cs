using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Visor.Tests.Releases.Unpacking;

/// <summary>A zip archive written field by field, so that each can lie.</summary>
internal sealed class RawZip
{
    public const int RegularFile = 0x8000;
    public const int Link = 0xA000;

    private readonly List<byte> _content = [];
    private readonly List<byte> _directory = [];
    private int _count;

    /// <summary>In the record at the end; null: as many as there are.</summary>
    public int? AnnouncedCount { get; init; }

    public bool Zip64 { get; init; }

    public RawZip Program(string name = "vega") => Add(name, UnpackingPlace.Program(), RegularFile | 0b111_101_101);

    public RawZip Add(string name, string text, int mode = RegularFile | 0b110_100_100) => Add(name, Encoding.UTF8.GetBytes(text), mode);

    public RawZip Add(
        string name, byte[] content, int mode, uint? announced = null, uint? checksum = null, ushort method = 8, ushort flags = 0, byte host = 3)
    {
        var rawName = Encoding.UTF8.GetBytes(name);
        var packed = method == 8 ? Deflate(content) : content;
        var offset = (uint)_content.Count;
        var size = announced ?? (uint)content.Length;
        var sum = checksum ?? Crc32.HashToUInt32(content);

        using var localHeader = new MemoryStream();
        using var local = new BinaryWriter(localHeader);
        local.Write("PK\x03\x04"u8);
        Write(local, 20, flags, method, 0, 0);
        local.Write(sum);
        local.Write((uint)packed.Length);
        local.Write(size);
        Write(local, (ushort)rawName.Length, 0);
        local.Write(rawName);
        local.Write(packed);
        _content.AddRange(localHeader.ToArray());

        using var centralHeader = new MemoryStream();
        using var central = new BinaryWriter(centralHeader);
        central.Write("PK\x01\x02"u8);
        central.Write((byte)30);
        central.Write(host);
        Write(central, 20, flags, method, 0, 0);
        central.Write(sum);
        central.Write(Zip64 ? uint.MaxValue : (uint)packed.Length);
        central.Write(Zip64 ? uint.MaxValue : size);
        Write(central, (ushort)rawName.Length, (ushort)(Zip64 ? 28 : 0), 0, 0, 0);
        central.Write((uint)mode << 16);
        central.Write(Zip64 ? uint.MaxValue : offset);
        central.Write(rawName);
        if (Zip64)
        {
            Write(central, 1, 24);
            central.Write((long)size);
            central.Write((long)packed.Length);
            central.Write((long)offset);
        }

        _directory.AddRange(centralHeader.ToArray());
        _count++;
        return this;
    }

    public byte[] Build()
    {
        using var archive = new MemoryStream();
        using var writer = new BinaryWriter(archive);
        var count = AnnouncedCount ?? _count;
        writer.Write(_content.ToArray());
        writer.Write(_directory.ToArray());
        if (Zip64)
        {
            var end = archive.Position;
            writer.Write("PK\x06\x06"u8);
            writer.Write(44L);
            Write(writer, 45, 45, 0, 0, 0, 0);
            writer.Write((long)count);
            writer.Write((long)count);
            writer.Write((long)_directory.Count);
            writer.Write((long)_content.Count);
            writer.Write("PK\x06\x07"u8);
            writer.Write(0);
            writer.Write(end);
            writer.Write(1);
        }

        writer.Write("PK\x05\x06"u8);
        var shown = Zip64 ? ushort.MaxValue : (ushort)count;
        Write(writer, 0, 0, shown, shown);
        writer.Write(Zip64 ? uint.MaxValue : (uint)_directory.Count);
        writer.Write(Zip64 ? uint.MaxValue : (uint)_content.Count);
        Write(writer, 0);
        return archive.ToArray();
    }

    private static void Write(BinaryWriter writer, params ushort[] numbers)
    {
        foreach (var number in numbers)
            writer.Write(number);
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(content);
        return packed.ToArray();
    }
}
