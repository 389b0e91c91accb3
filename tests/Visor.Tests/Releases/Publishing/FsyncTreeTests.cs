using Shouldly;
using Visor.Releases.Publishing;
using Xunit;

namespace Visor.Tests.Releases.Publishing;

[Edge]
public sealed class FsyncTreeTests
{
    [Fact]
    public void A_folder_with_files_folders_and_links_is_synced()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bin/vega", "program");
        folder.Write("run-config.toml", "name = \"v1\"");
        File.CreateSymbolicLink(folder["broken"], "nowhere");
        File.CreateSymbolicLink(folder["up"], ".."); // Followed, there would be no end.

        FsyncTree.Sync(folder.Path).ShouldBeTrue();
    }

    [Theory]
    [InlineData(UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserExecute)]
    public void A_file_that_can_be_opened_in_one_way_alone_is_synced(UnixFileMode mode)
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Write("file", "x"), mode);

        FsyncTree.Sync(folder.Path).ShouldBeTrue();
    }

    [Fact]
    public void What_cannot_be_synced_is_named()
    {
        using var folder = new TemporaryFolder();

        Should.Throw<IOException>(() => FsyncTree.Sync(folder["gone"])).Message.ShouldContain(folder["gone"]);
    }
}
