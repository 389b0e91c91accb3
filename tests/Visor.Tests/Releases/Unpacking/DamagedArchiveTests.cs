using CsCheck;
using Xunit;

namespace Visor.Tests.Releases.Unpacking;

/// <summary>Whatever is done to an archive, it is unpacked or refused, inside its folder.</summary>
[Edge]
public sealed class DamagedArchiveTests
{
    private static readonly byte[] Zip = new RawZip()
        .Program("bin/vega").Add("vega", "bin/vega", RawZip.Link).Add("a/b/c", "text").Add("empty/", "").Build();

    private static readonly byte[] Zip64 = new RawZip { Zip64 = true }.Program().Add("a/b/c", "text").Build();

    private static readonly RawTar Tar = new RawTar()
        .Program("bin/vega").Add("vega", '2', link: "bin/vega").Add("pax", 'x', "14 path=a/b/c\n").Add("c", '0', "text").Add("gnu", 'L', "long").Add("l", '5');

    private static readonly byte[] TarGz = Tar.Build();

    private static Gen<byte[]> Archive => Gen.OneOf(Zip, Zip64, TarGz);

    [Fact]
    public Task Cut_anywhere() =>
        Archive.SelectMany(a => Gen.Int[0, a.Length - 1].Select(cut => a[..cut])).SampleAsync(UnpackingPlace.Survives, iter: 400, threads: 1);

    [Fact]
    public Task Changed_anywhere() =>
        Archive.SelectMany(a => Gen.Select(Gen.Int[0, a.Length - 1], Gen.Byte).Array[1, 4].Select(c => Changed(a, c)))
            .SampleAsync(UnpackingPlace.Survives, iter: 600, threads: 1);

    [Fact]
    public Task Changed_anywhere_before_it_was_compressed()
    {
        var tar = Unpacked(TarGz);
        return Gen.Select(Gen.Int[0, tar.Length - 1], Gen.Byte).Array[1, 4]
            .SampleAsync(c => UnpackingPlace.Survives(UnpackingPlace.Gzip(WithChecksums(Changed(tar, c)))), iter: 600, threads: 1);
    }

    private static byte[] Changed(byte[] archive, (int At, byte To)[] changes)
    {
        var changed = (byte[])archive.Clone();
        foreach (var (at, to) in changes)
            changed[at] = to;
        return changed;
    }

    /// <summary>Makes every block whose type flag could be one a valid header, so that changed fields are looked at.</summary>
    private static byte[] WithChecksums(byte[] tar)
    {
        for (var at = 0; at + 512 <= tar.Length; at += 512)
        {
            var block = tar.AsSpan(at, 512);
            if (!block[257..262].SequenceEqual("ustar"u8))
                continue;
            block.Slice(148, 8).Fill((byte)' ');
            var sum = 0;
            foreach (var b in block)
                sum += b;
            System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0").CopyTo(block[148..]);
        }

        return tar;
    }

    private static byte[] Unpacked(byte[] gzip)
    {
        using var stream = new System.IO.Compression.GZipStream(new MemoryStream(gzip), System.IO.Compression.CompressionMode.Decompress);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
