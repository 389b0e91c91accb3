using Shouldly;
using Visor.Model;
using Visor.Platform;
using Visor.Releases.Publishing;
using Visor.Tests.Journaling;
using Xunit;

namespace Visor.Tests.Releases.Publishing;

[Edge]
public sealed class ReleasePublisherTests
{
    // With the second flag renameat2 fails with EINVAL, as it does where RENAME_NOREPLACE is not known.
    private const uint UnknownFlag = 1u << 30;

    public static TheoryData<uint> Ways => [Native.RENAME_NOREPLACE, UnknownFlag];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_release_appears_whole_in_its_place(uint flags)
    {
        using var home = new TemporaryFolder();
        home.Write("staging/release/vega", "new");

        ReleasePublisher.Publish(home["staging/release"], home["v2"], flags).ShouldBeTrue();

        File.ReadAllText(home["v2/vega"]).ShouldBe("new");
        Directory.Exists(home["staging/release"]).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Nothing_that_has_appeared_is_replaced(uint flags)
    {
        using var home = new TemporaryFolder();
        home.Write("staging/release/vega", "new");
        home.Write("full/vega", "old");
        Directory.CreateDirectory(home["empty"]);
        home.Write("file", "old");
        File.CreateSymbolicLink(home["link"], "empty");
        File.CreateSymbolicLink(home["broken"], "nowhere");

        foreach (var taken in new[] { "full", "empty", "file", "link", "broken" })
        {
            Should.Throw<ReleaseException>(() => ReleasePublisher.Publish(home["staging/release"], home[taken], flags)).Message
                .ShouldStartWith($"{home[taken]} has appeared meanwhile; Visor leaves it alone");
        }

        File.ReadAllText(home["full/vega"]).ShouldBe("old");
        File.ReadAllText(home["file"]).ShouldBe("old");
        Directory.EnumerateFileSystemEntries(home["empty"]).ShouldBeEmpty();
        new FileInfo(home["link"]).LinkTarget.ShouldBe("empty");
        new FileInfo(home["broken"]).LinkTarget.ShouldBe("nowhere");
        File.ReadAllText(home["staging/release/vega"]).ShouldBe("new");
    }

    [Fact]
    public async Task A_release_on_another_disk_is_refused_with_the_reason()
    {
        await using var disk = await SmallDisk.Mount();
        using var home = new TemporaryFolder();
        Directory.CreateDirectory(disk["release"]);

        Should.Throw<ReleaseException>(() => ReleasePublisher.Publish(disk["release"], home["v2"])).Message
            .ShouldBe($"{home["v2"]} is on another file system than {disk["release"]}, so Visor cannot move it there in one step; put both on one file system");
    }

    [Fact]
    public void A_release_that_is_not_there_cannot_be_published()
    {
        using var home = new TemporaryFolder();

        Should.Throw<ReleaseException>(() => ReleasePublisher.Publish(home["gone"], home["v2"])).Message.ShouldContain($"{home["gone"]} cannot be renamed");
    }
}
