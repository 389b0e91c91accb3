using Shouldly;
using Visor.Model;
using Visor.Releases.Publishing;
using Xunit;

namespace Visor.Tests.Releases.Publishing;

[Edge]
public sealed class SpaceTests
{
    [Theory]
    [InlineData("vega-linux-amd64.zip", 1000, 0, 5500)]
    [InlineData("vega.TAR.GZ", 1000, 0, 5500)]
    [InlineData("vega.tgz", 1000, 400, 5060)]
    [InlineData("vega-linux-amd64", 1000, 0, 1100)]
    [InlineData("vega-linux-amd64", 1000, 2000, 0)]
    [InlineData("vega.zip", long.MaxValue, 0, long.MaxValue)]
    public void Before_a_download_an_archive_is_taken_to_unpack_to_four_times_its_size(string name, long size, long alreadyThere, long needed) =>
        DiskSpaceEstimate.BeforeDownload(name, size, alreadyThere).ShouldBe(needed);

    [Fact]
    public void Before_unpacking_only_the_content_needs_room() => DiskSpaceEstimate.BeforeUnpacking(1000).ShouldBe(1100);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData((1024 * 1024) - 1, "1.0 MiB")]
    [InlineData(80 * 1024 * 1024, "80.0 MiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void Sizes_are_told_in_units_for_people(long bytes, string text) => ByteSize.Format(bytes).ShouldBe(text);

    [Fact]
    public void A_disk_with_room_is_accepted()
    {
        using var folder = new TemporaryFolder();

        Should.NotThrow(() => FreeSpace.Require(folder.Path, 1, "a byte"));
    }

    [Fact]
    public void A_disk_without_room_is_refused_with_what_is_missing()
    {
        using var folder = new TemporaryFolder();

        Should.Throw<ReleaseException>(() => FreeSpace.Require(folder.Path, long.MaxValue, "vega.zip, downloaded and unpacked,")).Message.ShouldMatch(
            $@"^vega\.zip, downloaded and unpacked, needs 8\.0 EiB on the disk of {folder.Path}, which has [\d.]+ \w+ free for this user; free 8\.0 EiB more there, .*$");
    }

    [Fact]
    public async Task A_small_disk_is_told_from_the_one_it_is_mounted_on()
    {
        await using var disk = await Visor.Tests.Journaling.SmallDisk.Mount("64k");

        Should.NotThrow(() => FreeSpace.Require(disk["."], 60 * 1024, "a little"));
        Should.Throw<ReleaseException>(() => FreeSpace.Require(disk["."], 65 * 1024, "more")).Message.ShouldContain("has 64.0 KiB free");
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_disk()
    {
        using var folder = new TemporaryFolder();

        Should.Throw<ReleaseException>(() => FreeSpace.Require(folder["gone"], 1, "a byte")).Message.ShouldContain(folder["gone"]);
    }
}
