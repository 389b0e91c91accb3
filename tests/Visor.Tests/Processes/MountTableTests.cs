using Shouldly;
using Visor.Platform;
using Xunit;

namespace Visor.Tests.Processes;

[Pure]
public sealed class MountTableTests
{
    private static readonly string[] Mounts =
    [
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "30 22 0:26 / /srv rw,nosuid,noexec,relatime - tmpfs tmpfs rw",
        "31 30 8:2 / /srv/visor rw,relatime - ext4 /dev/sda2 rw",
        @"32 22 8:3 / /my\040disk ro,noexec - ext4 /dev/sda3 rw",
        "33 22 8:4 / /twice rw,noexec - ext4 /dev/sda4 rw",
        "34 33 8:5 / /twice rw - ext4 /dev/sda5 rw",
    ];

    [Theory]
    [InlineData("/usr/bin/vega", null)]
    [InlineData("/srv/vega", "/srv")]
    [InlineData("/srv/visor/v0.76.0/vega", null)]
    [InlineData("/srvother/vega", null)]
    [InlineData("/my disk/vega", "/my disk")]
    [InlineData("/twice/vega", null)]
    public void The_mount_that_holds_a_file_says_whether_it_may_be_executed(string path, string? mount) => MountTable.NoExecOf(path, Mounts).ShouldBe(mount);
}
