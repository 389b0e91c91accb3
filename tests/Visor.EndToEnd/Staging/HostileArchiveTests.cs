using System.IO.Compression;
using Visor.SimulatedGitHub.Archives;
using Xunit;

namespace Visor.EndToEnd.Staging;

/// <summary>Archives that try to write elsewhere, or all there is room for: nothing lies anywhere afterwards.</summary>
public sealed class HostileArchiveTests
{
    private const string Plain = "have a plain archive published, or put the release in its folder yourself";

    private static readonly ArchiveEntry Evil = ArchiveEntry.File("evil", "evil"u8.ToArray());

    [Theory]
    [InlineData("../evil", "has '..' in its path")]
    [InlineData("../../../../v0.2.0/vega", "has '..' in its path")]
    [InlineData("bin/../../../evil", "has '..' in its path")]
    [InlineData("/evil", "has an absolute path")]
    [InlineData("..\\..\\evil", "has a backslash in its path")]
    public async Task A_path_out_of_the_folder_is_refused(string path, string told)
    {
        await Refusal.Of(With(ReleaseArchive.Zip, Evil with { Name = path }), told, Plain);
        await Refusal.Of(With(ReleaseArchive.TarGz, Evil with { Name = path }), told, Plain);
    }

    [Theory]
    [InlineData("../../..")]
    [InlineData("/etc")]
    public async Task A_link_out_of_the_folder_is_refused(string target)
    {
        var link = ArchiveEntry.SymbolicLink("out", target);
        await Refusal.Of(With(ReleaseArchive.Zip, link, Evil with { Name = "out/evil" }), "'out'", Plain);
        await Refusal.Of(With(ReleaseArchive.TarGz, link, Evil with { Name = "out/evil" }), "'out'", Plain);
    }

    [Fact]
    public Task A_file_below_a_link_is_refused() => Refusal.Of(
        With(ReleaseArchive.TarGz, ArchiveEntry.SymbolicLink("bin", "."), Evil with { Name = "bin/evil" }), "is inside the link 'bin'", Plain);

    [Fact]
    public Task A_run_config_that_is_a_link_leads_nowhere() => Refusal.Of(
        With(ReleaseArchive.TarGz, ArchiveEntry.SymbolicLink("run-config.toml", "../../../../config.toml")), "'run-config.toml'", Plain);

    [Fact]
    public Task A_hard_link_to_a_file_outside_is_refused() => Refusal.Of(
        With(ReleaseArchive.TarGz, ArchiveEntry.HardLink("passwd", "/etc/passwd")), "'passwd'", Plain);

    [Theory]
    [InlineData(ArchiveEntryKind.CharacterDevice)]
    [InlineData(ArchiveEntryKind.Fifo)]
    public Task A_device_is_refused(ArchiveEntryKind kind) => Refusal.Of(
        With(ReleaseArchive.TarGz, new ArchiveEntry("thing", kind, ArchiveEntry.Executable)), "'thing'", Plain);

    [Fact]
    public async Task A_name_that_is_there_twice_with_another_content_is_refused()
    {
        var other = ArchiveEntry.File("evil", "something else"u8.ToArray());
        await Refusal.Of(With(ReleaseArchive.Zip, Evil, other), "'evil' occurs twice with different content", Plain);
        await Refusal.Of(With(ReleaseArchive.TarGz, Evil, other), "'evil' occurs twice with different content", Plain);
    }

    [Fact]
    public Task More_entries_than_any_release_has_are_refused() => Refusal.Of(
        With(ReleaseArchive.Zip, [.. Enumerable.Range(0, 10_001).Select(number => Evil with { Name = $"{number}", Level = CompressionLevel.NoCompression })]),
        "10,000", Plain);

    [Fact]
    public Task A_zip_that_unpacks_to_more_than_it_says_is_refused() => Refusal.Of(
        ArchiveBomb.Zip("vega", declaredSize: 1000, size: 1L << 32), "its entry 'vega' is larger than the archive says", "download it again");

    [Fact]
    public Task A_tar_that_says_it_unpacks_to_more_than_any_release_is_refused() => Refusal.Of(
        ArchiveBomb.TarGz("vega", size: 5L << 30), "it unpacks to more than 4 GiB", Plain);

    private static Func<FetchingNode, Task> With(Func<IReadOnlyList<ArchiveEntry>, byte[]> pack, params IReadOnlyList<ArchiveEntry> entries) =>
        async fetching => fetching.Publish(
            FetchingNode.Next, pack([ArchiveEntry.File("vega", await fetching.Binary()), .. entries]));
}
