using System.Globalization;
using System.Net.Sockets;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Serving;
using Visor.EndToEnd.Staging;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class DescriptorTests
{
    [Fact]
    public async Task Forty_descriptors_are_enough_to_start_restart_and_upgrade()
    {
        Requirement.NativeVisor();
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        var visor = node.RunLimited(descriptors: 40);
        await visor.WaitForLine("is ready");
        await node.Ready(TestNode.Genesis);
        await node.DataNodeFollows();
        (await File.ReadAllTextAsync($"/proc/{visor.Pid}/limits", TestContext.Current.CancellationToken)).ShouldMatch("Max open files +40 ");

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        node.Network.UpgradeIn(blocks: 60, "v0.2.0");
        await node.Ready("v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, "v0.2.0");
        visor.Output.ShouldNotContain("   at ");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Forty_descriptors_are_enough_to_fetch_a_release_and_to_say_that_they_are_too_few_for_a_status_page()
    {
        Requirement.NativeVisor();
        await using var fetching = await FetchingNode.Create();
        fetching.Configure(further: ServedNode.Listen);
        await fetching.Publish(padding: FetchingNode.Large);
        var visor = fetching.Node.RunLimited(descriptors: 40);
        await fetching.Node.Ready(TestNode.Genesis);
        await visor.WaitForLine("the node and its upgrade need all of them: raise LimitNOFILE=");

        fetching.Node.Network.UpgradeIn(blocks: 60, FetchingNode.Next);

        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task Whoever_fills_the_status_page_takes_no_descriptor_that_an_upgrade_needs()
    {
        Requirement.NativeVisor();
        await using var node = await TestNode.Create(withDataNode: true, config: ServedNode.Listen);
        await node.Prepare("v0.2.0");
        var visor = node.RunLimited(descriptors: 110);
        await node.Ready(TestNode.Genesis);
        await node.DataNodeFollows();
        var address = await ServedNode.AddressOf(visor, count: 1);
        using var over = new CancellationTokenSource();
        var filling = Fill(address, over.Token);

        node.Network.UpgradeIn(blocks: 60, "v0.2.0");
        await node.Ready("v0.2.0");
        await over.CancelAsync();

        (await filling).ShouldBeGreaterThan(110, "more were opened than Visor may have open");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(16)]
    [InlineData(12)]
    [InlineData(8)]
    public async Task Too_few_descriptors_are_refused_in_one_sentence(int descriptors)
    {
        Requirement.NativeVisor();
        await using var node = await TestNode.Create();

        var visor = node.RunLimited(descriptors);

        (await visor.WaitForExit()).ShouldBe(78);
        visor.Lines.Count.ShouldBe(1, visor.Output);
        visor.Output.ShouldContain("LimitNOFILE");
        node.Ledger.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Restarts_and_upgrades_leave_no_descriptor_open()
    {
        await using var node = await TestNode.Create(withDataNode: true, config: "maxNumberOfRestarts = 100\n");
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        var before = OpenIn(visor);

        for (var starts = 3; starts < 8; starts++)
        {
            node.Signal(Native.SigKill);
            await node.ReadyAfterStarts(starts);
        }

        node.Network.UpgradeIn(blocks: 60, "v0.2.0");
        await node.Ready("v0.2.0");

        // A question to the core can be under way at either look.
        await Eventually.See(
            () => OpenIn(visor).Count <= before.Count ? node : null,
            () => $"no more than {string.Join(", ", before)}, but {string.Join(", ", OpenIn(visor))}");
        await node.StopCleanly(visor);
    }

    // Opens connections with half a request as fast as they are taken, and holds 400 of them.
    private static async Task<int> Fill(Uri address, CancellationToken end)
    {
        var opened = 0;
        var held = new Queue<Socket>();
        while (!end.IsCancellationRequested)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            held.Enqueue(socket);
            try
            {
                await socket.ConnectAsync(address.Host, address.Port, end);
                await socket.SendAsync("GET /"u8.ToArray(), end);
                opened++;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Sent away, or over.
            }

            if (held.Count > 400)
                held.Dequeue().Dispose();
        }

        foreach (var socket in held)
            socket.Dispose();
        return opened;
    }

    // Not what a runtime loads when it is first needed.
    private static IReadOnlyList<string> OpenIn(TestProcess visor) =>
        [.. Directory.EnumerateFileSystemEntries($"/proc/{visor.Pid.ToString(CultureInfo.InvariantCulture)}/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
            .Where(target => !target.EndsWith(".dll", StringComparison.Ordinal))];
}
