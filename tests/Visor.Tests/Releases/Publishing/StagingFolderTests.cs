using Shouldly;
using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Visor.Processes;
using Visor.Releases.Publishing;
using Xunit;

namespace Visor.Tests.Releases.Publishing;

[Edge]
public sealed class StagingFolderTests : IDisposable
{
    private static readonly ReleaseTag Tag = ReleaseTag.Parse("v2");

    private readonly TemporaryFolder _folder = new();
    private readonly VisorHome _home;

    public StagingFolderTests() => _home = new VisorHome(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_killed_Visor_left_is_kept_of_the_download_and_cleared_of_the_release()
    {
        _folder.Write(".visor/staging/v2/asset", "half");
        _folder.Write(".visor/staging/v2/release/bin/vega", "half");

        using var staging = await Open();

        staging.Path.ShouldBe(_folder[".visor/staging/v2"]);
        (await File.ReadAllTextAsync(staging.Asset, TestContext.Current.CancellationToken)).ShouldBe("half");
        Path.Exists(staging.Release).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_one_Visor_stages_a_release()
    {
        using var first = await Open();
        File.Exists(Path.Combine(first.Path, "lock")).ShouldBeTrue();

        var refused = await Should.ThrowAsync<ReleaseException>(Open);

        refused.Message.ShouldStartWith($"another process (`visor run` or `visor stage`) is preparing v2 in {first.Path}");
    }

    [Fact]
    public async Task It_can_be_staged_again_once_the_first_has_let_go()
    {
        (await Open()).Dispose();

        (await Open()).Dispose();
    }

    [Fact]
    public async Task Nothing_is_left_when_it_is_cleared()
    {
        using (var staging = await Open())
        {
            _folder.Write(".visor/staging/v2/asset", "whole");
            staging.Clear();
        }

        Directory.EnumerateFileSystemEntries(_home.Staging).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".visor/staging")]
    [InlineData(".visor/staging/v2")]
    [InlineData(".visor/staging/v2/lock")]
    [InlineData(".visor/staging/v2/asset")]
    public async Task A_link_in_place_of_it_is_refused(string link)
    {
        _folder.Write("elsewhere/release/file", "not Visor's");
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[link])!);
        File.CreateSymbolicLink(_folder[link], _folder["elsewhere"]);

        (await Should.ThrowAsync<ReleaseException>(Open)).Message.ShouldStartWith($"{_folder[link]} is a link to {_folder["elsewhere"]}");

        File.Exists(_folder["elsewhere/release/file"]).ShouldBeTrue();
        Directory.GetFileSystemEntries(_folder["elsewhere"]).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_in_place_of_it_is_named()
    {
        _folder.Write(".visor/staging", "in the way");

        (await Should.ThrowAsync<ReleaseException>(Open)).Message.ShouldContain(_folder[".visor/staging"]);
    }

    [Fact]
    public async Task Deleting_stops_at_links_and_not_at_folders_that_are_read_only()
    {
        _folder.Write("elsewhere/file", "stays");
        _folder.Write(".visor/staging/v2/release/closed/file", "goes");
        File.CreateSymbolicLink(_folder[".visor/staging/v2/release/closed/folder"], _folder["elsewhere"]);
        File.CreateSymbolicLink(_folder[".visor/staging/v2/release/closed/link"], _folder["elsewhere/file"]);
        File.CreateSymbolicLink(_folder[".visor/staging/v2/release/broken"], "nowhere");
        File.SetUnixFileMode(_folder[".visor/staging/v2/release/closed"], UnixFileMode.None);

        using var staging = await Open();

        Path.Exists(staging.Release).ShouldBeFalse();
        File.ReadAllText(_folder["elsewhere/file"]).ShouldBe("stays");
    }

    [Fact]
    public async Task A_link_in_place_of_the_release_is_deleted_and_not_followed()
    {
        _folder.Write("elsewhere/file", "stays");
        Directory.CreateDirectory(_folder[".visor/staging/v2"]);
        File.CreateSymbolicLink(_folder[".visor/staging/v2/release"], _folder["elsewhere"]);

        using var staging = await Open();

        new FileInfo(staging.Release).LinkTarget.ShouldBeNull();
        File.ReadAllText(_folder["elsewhere/file"]).ShouldBe("stays");
    }

    [Fact]
    public async Task What_others_left_behind_goes_unless_it_is_being_worked_on_or_wanted()
    {
        _folder.Write(".visor/staging/v1/release/vega", "left behind");
        _folder.Write(".visor/staging/v3/asset", "in use");
        _folder.Write("elsewhere/file", "stays");
        File.CreateSymbolicLink(_folder[".visor/staging/v4"], _folder["elsewhere"]);
        using var inUse = FileLock.TryExclusive(_folder[".visor/staging/v3/lock"]);
        (await Open()).Dispose();

        StagingFolder.ClearOthers(_home, Tag);

        Directory.GetFileSystemEntries(_home.Staging).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["v2", "v3", "v4"]);
        File.Exists(_folder["elsewhere/file"]).ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_was_ever_staged_there_is_nothing_to_clear() => Should.NotThrow(() => StagingFolder.ClearOthers(_home, null));

    [Theory]
    [InlineData("asset")]
    [InlineData("asset.json")]
    public async Task What_stands_where_Visor_writes_and_is_no_file_of_its_own_is_removed_and_not_written_through(string name)
    {
        (await Open()).Dispose();
        var folder = Directory.CreateDirectory(_home.StagingFolder(Tag)).FullName;
        var victim = _folder["victim"];
        await File.WriteAllTextAsync(victim, "mine", TestContext.Current.CancellationToken);
        var entry = Path.Combine(folder, name);

        Native.Link(victim, entry).ShouldBe(0);
        (await Open()).Dispose();
        File.Exists(entry).ShouldBeFalse();
        (await File.ReadAllTextAsync(victim, TestContext.Current.CancellationToken)).ShouldBe("mine");

        Directory.CreateDirectory(Path.Combine(entry, "inner"));
        (await Open()).Dispose();
        Directory.Exists(entry).ShouldBeFalse();
    }

    private Task<StagingFolder> Open() => StagingFolder.Open(_home, Tag, TimeProvider.System, TestContext.Current.CancellationToken);
}
