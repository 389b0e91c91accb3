using System.Formats.Tar;
using Shouldly;
using Visor.Releases.Unpacking.Content;
using Xunit;

namespace Visor.Tests.Releases.Unpacking;

[Edge]
public sealed class TarUnpackingTests : IDisposable
{
    private readonly UnpackingPlace _place = new();

    public static TheoryData<string, string> HostilePaths => HostileNames.All;

    public static TheoryData<string, string> Twins => HostileNames.Twins;

    public static TheoryData<string> Targets => HostileNames.Targets;

    [Theory]
    [InlineData(TarEntryFormat.V7, 90)]
    [InlineData(TarEntryFormat.Ustar, 90)]
    [InlineData(TarEntryFormat.Ustar, 200)]
    [InlineData(TarEntryFormat.Gnu, 240)]
    [InlineData(TarEntryFormat.Pax, 240)]
    public async Task Every_format_of_the_framework_is_unpacked(TarEntryFormat format, int length)
    {
        var longPath = $"a-folder-of-some-length/{new string('n', Math.Min(length, 100) - 30)}/{new string('p', Math.Max(length - 100, 10))}";
        var file = format is TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, format, leaveOpen: true))
        {
            Write(tar, TarEntryType.Directory, "./");
            Write(tar, file, "./bin/vega", content: UnpackingPlace.Program());
            Write(tar, file, longPath, content: [1, 2, 3]);
            Write(tar, TarEntryType.SymbolicLink, "vega", link: "bin/vega");
            Write(tar, TarEntryType.HardLink, "again", link: "bin/vega");
        }

        (await _place.Unpack(UnpackingPlace.Gzip(archive.ToArray()), "vega.tar.gz")).ShouldBe("vega");

        File.ReadAllBytes(_place["again"]).ShouldBe(UnpackingPlace.Program());
        File.ReadAllBytes(_place[longPath]).ShouldBe(new byte[] { 1, 2, 3 });
        File.GetUnixFileMode(_place["bin/vega"]).ShouldBe((UnixFileMode)0b111_101_101);
        new FileInfo(_place["vega"]).LinkTarget.ShouldBe("bin/vega");
    }

    [Fact]
    public async Task What_is_there_twice_and_the_same_is_unpacked_once()
    {
        var twice = new RawTar()
            .Add("dist/", '5').Add("dist/", '5', mode: 0b111_111_000).Add("./", '5').Add("./", '5')
            .Add("LICENSE", '0', "MIT").Add("LICENSE", '0', "MIT").Program().Program()
            .Add("link", '2', link: "vega").Add("link", '2', link: "vega").Add("hard", '1', link: "vega").Add("hard", '1', link: "vega").Add("vega", '1', link: "hard");

        (await _place.Unpack(twice.Build(), "vega.tgz")).ShouldBe("vega");

        File.ReadAllText(_place["LICENSE"]).ShouldBe("MIT");
        File.ReadAllBytes(_place["vega"]).ShouldBe(UnpackingPlace.Program());
        File.GetUnixFileMode(_place["vega"]).ShouldBe((UnixFileMode)0b111_101_101);
        File.GetUnixFileMode(_place["dist"]).ShouldBe((UnixFileMode)0b111_101_000);
    }

    [Theory]
    [InlineData("one", "on")]
    [InlineData("on", "one")]
    [InlineData("one", "two")]
    [InlineData("", "one")]
    public async Task Two_of_which_nobody_can_say_which_is_meant_are_refused(string first, string second) =>
        (await _place.Refusal(new RawTar().Program().Add("notes", '0', first).Add("notes", '0', second).Build(), "vega.tgz"))
            .ShouldContain("its entry 'notes' occurs twice with different content; have a plain archive published");

    [Fact]
    public async Task Links_of_one_name_to_two_places_are_refused()
    {
        (await _place.Refusal(new RawTar().Program().Add("link", '2', link: "vega").Add("link", '2', link: "other").Build(), "vega.tgz")).ShouldContain("occurs twice");
        using var another = new UnpackingPlace();
        (await another.Refusal(new RawTar().Program().Add("b", '0', "b").Add("b", '1', link: "vega").Build(), "vega.tgz")).ShouldContain("occurs twice");
    }

    [Fact]
    public async Task An_archive_without_zeros_at_its_end_is_whole() =>
        (await _place.Unpack(new RawTar().Program().Build(end: 0), "vega.tgz")).ShouldBe("vega");

    [Theory]
    [MemberData(nameof(HostilePaths))]
    public async Task A_path_that_leads_elsewhere_is_refused(string name, string problem)
    {
        (await _place.Refusal(new RawTar().Add(name, '0', "evil").Program().Build())).ShouldContain(problem);
        Directory.EnumerateFileSystemEntries(_place.Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_path_of_an_extended_header_is_no_better() =>
        (await _place.Refusal(new RawTar().Add("pax", 'x', "16 path=../evil\n").Add("harmless", '0', "evil").Build()))
            .ShouldContain("'../evil' has '..' in its path");

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task A_path_that_is_there_twice_is_refused(string first, string second)
    {
        var message = await _place.Refusal(new RawTar().Add(first, '0', first.EndsWith('/') ? "" : "one").Add(second, '0').Build());
        (message.Contains("occurs twice", StringComparison.Ordinal) || message.Contains("is inside the file", StringComparison.Ordinal)).ShouldBeTrue(message);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_link_that_may_point_outside_is_refused(string target)
    {
        (await _place.Refusal(new RawTar().Add("bin/link", '2', link: target).Build())).ShouldContain("'bin/link' is a link");
        (await _place.Refusal(new RawTar().Add("bin/link", '1', link: target).Build())).ShouldContain("'bin/link' is a hard link");
        Directory.EnumerateFileSystemEntries(_place.Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        (await _place.Refusal(new RawTar().Add("up", '2', link: ".").Add("up/evil", '0', "x").Build())).ShouldContain("is inside the link 'up'");
        (await _place.Refusal(new RawTar().Add("l", '2', link: "x").Add("hard", '1', link: "l").Build())).ShouldContain("which is not an earlier file");
    }

    [Theory]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.Fifo)]
    public async Task A_device_or_pipe_is_refused(TarEntryType type)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            Write(tar, type, "dev");
        (await _place.Refusal(UnpackingPlace.Gzip(archive.ToArray()))).ShouldContain("'dev' is a device or pipe");
    }

    [Theory]
    [InlineData('S')]
    [InlineData('M')]
    [InlineData('\u001b')]
    public async Task Other_kinds_of_entries_are_refused(char type) =>
        (await _place.Refusal(new RawTar().Add("odd", type).Build())).ShouldContain("'odd' is of a kind that is not supported");

    [Fact]
    public async Task Ten_thousand_entries_are_enough()
    {
        var tar = new RawTar();
        for (var i = 0; i < 10_001; i++)
            tar.Add($"f{i}", '0');
        (await _place.Refusal(tar.Build())).ShouldContain("more than 10,000 files and folders");
    }

    [Fact]
    public async Task A_bomb_is_refused_by_the_size_it_announces()
    {
        (await _place.Refusal(new RawTar().Add("bomb", '0', [], announced: (4L << 30) + 1).Build())).ShouldContain("more than 4 GiB");
        Directory.EnumerateFileSystemEntries(_place.Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bomb_of_many_files_is_refused_by_what_has_been_written() =>
        (await _place.Refusal(new RawTar().Add("a", '0', new byte[600]).Add("b", '0', new byte[600]).Build(), limits: new UnpackLimits(10, 1_000)))
            .ShouldContain("more than 1,000 bytes");

    [Fact]
    public async Task Zeros_behind_the_archive_are_not_read_for_ever() =>
        (await _place.Refusal(new RawTar().Program().Build(end: 80 << 20), limits: new UnpackLimits(10, 1_000))).ShouldContain("more than 1,000 bytes");

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public async Task A_huge_extended_header_is_refused_unread(char type) =>
        (await _place.Refusal(new RawTar().Add("long", type, [], announced: 1L << 32).Build())).ShouldContain("extended header of more than 64 KiB");

    [Fact]
    public async Task Extended_headers_without_an_end_are_refused()
    {
        var tar = new RawTar();
        for (var i = 0; i < 100; i++)
            tar.Add("x", 'L', "name");
        (await _place.Refusal(tar.Program().Build())).ShouldContain("extended headers in front of an entry");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20)]
    public async Task A_cut_archive_is_said_to_be_cut(int bytes) =>
        (await _place.Refusal(new RawTar().Program().Build()[..^bytes])).ShouldContain("is damaged");

    [Fact]
    public async Task A_tar_archive_cut_before_it_was_compressed_is_damaged() =>
        (await _place.Refusal(new RawTar().Add("vega", '0', new byte[512], announced: 5_000).Build(end: 0))).ShouldContain("'vega' ends too early");

    [Fact]
    public async Task A_changed_checksum_is_damage()
    {
        var tar = new RawTar().Program().Build();
        tar[^6] ^= 1;
        (await _place.Refusal(tar)).ShouldContain("is damaged: it cannot be decompressed");
    }

    public void Dispose() => _place.Dispose();

    private static void Write(TarWriter tar, TarEntryType type, string name, string? link = null, byte[]? content = null)
    {
        TarEntry entry = tar.Format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            _ => new PaxTarEntry(type, name),
        };
        entry.Mode = (UnixFileMode)0b111_101_101;
        if (link is not null)
            entry.LinkName = link;
        if (content is not null)
            entry.DataStream = new MemoryStream(content);
        tar.WriteEntry(entry);
    }
}
