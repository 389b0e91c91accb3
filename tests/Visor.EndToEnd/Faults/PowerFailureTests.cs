using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Harness.Tracing;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>
/// The machine loses its power before any of the calls by which Visor makes something durable or visible, from its first start through an upgrade
/// to its end. A sample in every run; <c>VISOR_POWER_POINTS=all</c>: before each of them, or before those it names (<c>17,42-60</c>). With
/// <c>--output Detailed</c> the runner shows each.
/// </summary>
public sealed class PowerFailureTests
{
    [Fact]
    public async Task What_was_not_synced_is_lost_when_the_power_fails_and_what_was_synced_is_not()
    {
        await using var disk = await ImageDisk.Make();
        string In(string name) => Path.Combine(disk.Path, name);
        await File.WriteAllTextAsync(In("settled"), "settled", Cancellation);
        await disk.Settle();
        await using (var synced = new FileStream(In("synced.new"), FileMode.CreateNew))
        {
            await synced.WriteAsync("synced"u8.ToArray(), Cancellation);
            synced.Flush(flushToDisk: true);
        }

        File.Move(In("synced.new"), In("synced.and.renamed"));
        (await TestProcess.Run("sync", disk.Path)).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(In("written"), "written", Cancellation);
        File.Move(In("settled"), In("renamed"));
        File.Copy(disk.Image, disk.Survived);
        await disk.ComeBack();

        Directory.GetFiles(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["settled", "synced.and.renamed"]);
        (await File.ReadAllTextAsync(In("synced.and.renamed"), Cancellation)).ShouldBe("synced");
    }

    [Fact]
    public async Task Wherever_the_power_fails_one_node_of_the_right_release_comes_back()
    {
        using var tracer = await Tracer.Compile();
        await FaultPoints.EndWell(
            tracer,
            (node, disk, strike) => tracer.LosePower(node.Home, disk, strike),
            async (_, disk, struck) =>
            {
                struck.Process.Mark.KillBearers();
                await disk.ComeBack();
            });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
