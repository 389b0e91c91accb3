using System.Formats.Tar;
using System.IO.Compression;
using Shouldly;
using Visor.SimulatedGitHub.Archives;
using Xunit;

namespace Visor.EndToEnd.SimulatedGitHub;

public sealed class ArchiveTests
{
    private const long Large = 40L << 20;

    [Fact]
    public void A_zip_holds_names_modes_and_links_as_they_are_given()
    {
        using var zip = new ZipArchive(new MemoryStream(ReleaseArchive.Zip(
            ArchiveEntry.File("vega", [1, 2, 3]), ArchiveEntry.File("../evil", [4]), ArchiveEntry.SymbolicLink("link", "/etc/passwd"))));

        zip.Entries.Select(e => e.FullName).ShouldBe(["vega", "../evil", "link"]);
        zip.Entries.Select(e => Convert.ToString(e.ExternalAttributes >> 16 & 0xffff, 8)).ShouldBe(["100755", "100755", "120755"]);
        using var target = new StreamReader(zip.Entries[2].Open());
        target.ReadToEnd().ShouldBe("/etc/passwd");
    }

    [Fact]
    public void A_tar_holds_names_modes_links_and_devices_as_they_are_given()
    {
        using var tar = new TarReader(new GZipStream(
            new MemoryStream(ReleaseArchive.TarGz(
                ArchiveEntry.File("/absolute", [1, 2, 3]), ArchiveEntry.HardLink("hard", "../outside"), new ArchiveEntry("dev", ArchiveEntryKind.CharacterDevice, default))),
            CompressionMode.Decompress));

        var file = tar.GetNextEntry()!;
        (file.Name, file.Mode, file.Length).ShouldBe(("/absolute", ArchiveEntry.Executable, 3L));
        var link = tar.GetNextEntry()!;
        (link.EntryType, link.LinkName).ShouldBe((TarEntryType.HardLink, "../outside"));
        tar.GetNextEntry()!.EntryType.ShouldBe(TarEntryType.CharacterDevice);
    }

    [Fact]
    public void A_tar_bomb_is_small_and_unpacks_to_its_size()
    {
        var bomb = ArchiveBomb.TarGz("vega", Large);

        bomb.Length.ShouldBeLessThan(1 << 20);
        using var gzip = new GZipStream(new MemoryStream(bomb[..^8]), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var entry = tar.GetNextEntry()!;
        (entry.Name, entry.Length).ShouldBe(("vega", Large));
        Zeros(entry.DataStream!).ShouldBe(Large);
    }

    [Fact]
    public void A_zip_bomb_declares_little_and_holds_much()
    {
        var bomb = ArchiveBomb.Zip("vega", declaredSize: 1000, Large);

        using var zip = new ZipArchive(new MemoryStream(bomb));
        var entry = zip.Entries.ShouldHaveSingleItem();
        (entry.FullName, entry.Length).ShouldBe(("vega", 1000L));
        var data = bomb.AsSpan(30 + "vega".Length, (int)entry.CompressedLength).ToArray();
        using var deflate = new DeflateStream(new MemoryStream(data), CompressionMode.Decompress);
        Zeros(deflate).ShouldBeGreaterThanOrEqualTo(Large);
    }

    private static long Zeros(Stream stream)
    {
        var buffer = new byte[1 << 16];
        long count = 0;
        while (stream.Read(buffer) is var got and > 0)
        {
            buffer.AsSpan(0, got).IndexOfAnyExcept((byte)0).ShouldBe(-1);
            count += got;
        }

        return count;
    }
}
