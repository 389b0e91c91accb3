using System.IO.Compression;
using Shouldly;
using Visor.Releases.Unpacking;
using Visor.Releases.Unpacking.Content;
using Xunit;

namespace Visor.Tests.Releases.Unpacking;

[Edge]
public sealed class ZipUnpackingTests : IDisposable
{
    private readonly UnpackingPlace _place = new();

    public static TheoryData<string, string> HostilePaths => HostileNames.All;

    public static TheoryData<string, string> Twins => HostileNames.Twins;

    public static TheoryData<string> Targets => HostileNames.Targets;

    [Fact]
    public async Task Files_folders_and_links_are_unpacked_with_their_modes()
    {
        var zip = new RawZip()
            .Add("bin/", [], 0x4000 | 0b111_000_000)
            .Add("bin/vega", UnpackingPlace.Program(), RawZip.RegularFile | 0b101_101_000)
            .Add("vega", "bin/vega", RawZip.Link)
            .Add("docs/notes.txt", "read me")
            .Add("run-config.toml", "name = 'theirs'");

        (await _place.Unpack(zip.Build())).ShouldBe("vega");

        File.GetUnixFileMode(_place["bin"]).ShouldBe((UnixFileMode)0b111_000_000);
        File.GetUnixFileMode(_place["bin/vega"]).ShouldBe((UnixFileMode)0b101_101_000);
        File.GetUnixFileMode(_place["docs"]).ShouldBe((UnixFileMode)0b111_101_101);
        File.ReadAllText(_place["docs/notes.txt"]).ShouldBe("read me");
        new FileInfo(_place["vega"]).LinkTarget.ShouldBe("bin/vega");
    }

    [Fact]
    public async Task Dangerous_modes_are_dropped_and_missing_ones_made_up()
    {
        await _place.Unpack(new RawZip()
            .Add("vega", UnpackingPlace.Program(), RawZip.RegularFile | 0b111_111_111_111)
            .Add("secret", "x", RawZip.RegularFile)
            .Add("dos", [1], 0, host: 0)
            .Build());

        File.GetUnixFileMode(_place["vega"]).ShouldBe((UnixFileMode)0b111_101_101);
        File.GetUnixFileMode(_place["secret"]).ShouldBe(UnixFileMode.UserRead);
        File.GetUnixFileMode(_place["dos"]).ShouldBe((UnixFileMode)0b110_100_100);
    }

    [Fact]
    public async Task An_archive_of_the_framework_is_unpacked()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.SmallestSize })
            {
                using var entry = zip.CreateEntry($"vega-{level}", level).Open();
                entry.Write(UnpackingPlace.Program());
            }
        }

        (await _place.Unpack(archive.ToArray(), binaryName: "./vega-SmallestSize")).ShouldBe("vega-SmallestSize");
        File.ReadAllBytes(_place["vega-NoCompression"]).ShouldBe(UnpackingPlace.Program());
    }

    [Fact]
    public async Task Numbers_of_64_bits_are_understood()
    {
        (await _place.Unpack(new RawZip { Zip64 = true }.Program().Add("notes", "x").Build())).ShouldBe("vega");
        File.ReadAllText(_place["notes"]).ShouldBe("x");
    }

    [Theory]
    [MemberData(nameof(HostilePaths))]
    [InlineData("a\0b", "NUL")]
    [InlineData("", "empty path")]
    public async Task A_path_that_leads_elsewhere_is_refused(string name, string problem)
    {
        (await _place.Refusal(new RawZip().Add(name, "evil").Program().Build())).ShouldContain(problem);
        Directory.EnumerateFileSystemEntries(_place.Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_too_long_is_refused_and_shown_in_short()
    {
        (await _place.Refusal(new RawZip().Add(new string('x', 256), "").Build())).ShouldContain("more than 255 bytes");
        (await _place.Refusal(new RawZip().Add("\e[31m" + string.Join('/', Enumerable.Repeat(new string('x', 200), 50)), "").Build()))
            .ShouldContain("more than 4096 bytes");
    }

    [Fact]
    public async Task What_is_there_twice_and_the_same_is_unpacked_once()
    {
        (await _place.Unpack(new RawZip().Program().Program().Add("notes", "same").Add("notes", "same").Build())).ShouldBe("vega");
        File.ReadAllText(_place["notes"]).ShouldBe("same");
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task A_path_that_is_there_twice_is_refused(string first, string second)
    {
        var message = await _place.Refusal(new RawZip().Add(first, first.EndsWith('/') ? "" : "one").Add(second, "").Build());
        (message.Contains("occurs twice", StringComparison.Ordinal) || message.Contains("is inside the file", StringComparison.Ordinal)).ShouldBeTrue(message);
    }

    [Fact]
    public async Task Names_that_differ_in_case_are_two_files() =>
        (await _place.Unpack(new RawZip().Program("vega").Add("VEGA", "x").Build())).ShouldBe("vega");

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_link_that_may_point_outside_is_refused(string target)
    {
        (await _place.Refusal(new RawZip().Add("bin/link", target, RawZip.Link).Build())).ShouldContain("'bin/link' is a link");
        Directory.EnumerateFileSystemEntries(_place.Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link() =>
        (await _place.Refusal(new RawZip().Add("bin/", "").Add("link", "bin", RawZip.Link).Add("link/evil", "x").Build()))
            .ShouldContain("'link/evil' is inside the link 'link'");

    [Theory]
    [InlineData(0x1000)]
    [InlineData(0x2000)]
    [InlineData(0x6000)]
    [InlineData(0xC000)]
    public async Task A_device_pipe_or_socket_is_refused(int type) =>
        (await _place.Refusal(new RawZip().Add("dev", "", type).Build())).ShouldContain("'dev' is a device, pipe or socket");

    [Fact]
    public async Task Encrypted_and_unknown_content_is_refused()
    {
        (await _place.Refusal(new RawZip().Add("vega", [1], 0, flags: 1).Build())).ShouldContain("'vega' is encrypted");
        (await _place.Refusal(new RawZip().Add("vega", [1], 0, method: 93).Build())).ShouldContain("not supported (Zstandard)");
        Directory.EnumerateFileSystemEntries(_place.Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_thousand_entries_are_enough()
    {
        var zip = new RawZip();
        for (var i = 0; i < 9_999; i++)
            zip.Add($"f{i}", [], 0);
        (await _place.Unpack(zip.Program().Build())).ShouldBe("vega");
        (await _place.Refusal(zip.Add("more", "").Build())).ShouldContain("more than 10,000 files and folders");
    }

    [Fact]
    public async Task Folders_that_only_paths_imply_count_too() =>
        (await _place.Refusal(new RawZip().Add("a/b/c/d", "").Build(), limits: new UnpackLimits(3, 100))).ShouldContain("more than 3 files");

    [Fact]
    public async Task A_directory_with_more_entries_than_announced_is_not_read_further() =>
        (await _place.Unpack(new RawZip { AnnouncedCount = 1 }.Program().Add("hidden", "x").Build())).ShouldBe("vega");

    [Fact]
    public async Task A_directory_of_many_megabytes_is_refused_unread()
    {
        var zip = new RawZip { AnnouncedCount = 5 };
        for (var i = 0; i < 1_100; i++)
            zip.Add($"{i}{new string('x', 4_000)}", [], 0, method: 0);
        (await _place.Refusal(zip.Build())).ShouldContain("larger than 4 MiB");
    }

    [Fact]
    public async Task A_bomb_is_refused_by_the_sizes_it_announces()
    {
        var zip = new RawZip().Add("a", [], 0, announced: 0xFFFF_FFF0).Add("b", [], 0, announced: 0xFFFF_FFF0);
        (await _place.Refusal(zip.Build())).ShouldContain("more than 4 GiB");
        Directory.EnumerateFileSystemEntries(_place.Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bomb_that_announces_little_ends_at_what_it_announces()
    {
        (await _place.Refusal(new RawZip().Add("bomb", new byte[1 << 20], 0, announced: 10).Build()))
            .ShouldContain("'bomb' is larger than the archive says");
        Directory.EnumerateFileSystemEntries(_place.Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changed_content_is_damage_and_does_not_stay()
    {
        (await _place.Refusal(new RawZip().Add("vega", [1, 2, 3], 0, checksum: 7).Build())).ShouldContain("is damaged: its entry 'vega' does not match the archive's checksum");
        (await _place.Refusal(new RawZip().Add("vega", [1, 2, 3], 0, announced: 9).Build())).ShouldContain("ends too early");
        File.Exists(_place["vega"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cut_archive_is_said_to_be_cut() =>
        (await _place.Refusal(new RawZip().Program().Build()[..^1])).ShouldContain("is damaged: it has no end record: it is truncated");

    [Fact]
    public async Task An_empty_archive_holds_no_binary() =>
        (await _place.Refusal(new RawZip().Build())).ShouldContain("it contains no file at all; have the asset published again");

    [Fact]
    public async Task A_cancelled_unpacking_stops()
    {
        await File.WriteAllBytesAsync(_place.Asset, new RawZip().Program().Build(), TestContext.Current.CancellationToken);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            () => new AssetUnpacking().Unpack(_place.Asset, "vega.zip", null, _place.Target, cancelled.Token));
    }

    public void Dispose() => _place.Dispose();
}
