using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class DiskTroubleTests
{
    [Fact]
    public async Task Room_for_the_asset_and_what_is_in_it_is_asked_for_before_a_byte_is_downloaded()
    {
        await using var disk = await SmallDisk.Mount("size=32m");
        await using var refusal = await Refusal.Begin(disk: disk);
        await refusal.Fetching.Publish(padding: FetchingNode.Large);
        disk.LeaveOnly(2_000_000);

        await refusal.Until(
            () =>
            {
                refusal.Fetching.Downloads.ShouldBeEmpty();
                disk.MakeRoom();
                return Task.CompletedTask;
            },
            "vega-linux-amd64.zip of v0.2.0, downloaded and unpacked, needs", "free for this user; free ", " more there");
    }

    [Fact]
    public async Task A_disk_that_fills_during_the_download_keeps_what_has_come()
    {
        await using var disk = await SmallDisk.Mount("size=32m");
        await using var fetching = await FetchingNode.Create(disk: disk);
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload();

        await disk.Fill();
        await fetching.Server.Behave();
        (await visor.WaitForLine("NOT READY")).ShouldContain("No space left on device");
        (await visor.WaitForLine("NOT READY")).ShouldContain("make room on the disk");
        fetching.ShouldBeUntouched(visor);

        disk.MakeRoom();
        fetching.Wake();
        await fetching.Node.WaitForUpgrade(FetchingNode.Next, "staged");
        fetching.Downloads[^1].Headers["Range"].ShouldMatch("^bytes=[1-9][0-9]+-$");
        fetching.Node.Network.UpgradeIn(20, FetchingNode.Next);
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task In_a_read_only_home_nothing_is_fetched_until_it_is_writable()
    {
        await using var disk = await SmallDisk.Mount("size=32m");
        await using var fetching = await FetchingNode.Create(disk: disk);
        await fetching.Publish();
        var visor = await fetching.Node.RunUntilReady();
        await disk.MakeReadOnly();
        fetching.Node.Network.UpgradeIn(FetchingNode.FarAhead, FetchingNode.Next);

        var line = await visor.WaitForLine("NOT READY");
        line.ShouldContain("Read-only file system");
        line.ShouldContain("mount -o remount,rw");
        fetching.Server.Requests.ShouldBeEmpty();
        fetching.ShouldBeUntouched(visor);

        await disk.MakeWritable();
        fetching.Wake();
        await fetching.Node.WaitForUpgrade(FetchingNode.Next, "staged");
        fetching.Node.Network.UpgradeIn(20, FetchingNode.Next);
        await fetching.Upgraded(visor);
    }
}
