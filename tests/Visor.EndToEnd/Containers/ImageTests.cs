using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Containers;

/// <summary>A Vega node in containers of the image, which may do nothing but write its volume.</summary>
public sealed class ImageTests(VisorImage image)
{
    private const int Grace = 60;
    private const string Next = "v0.2.0";

    [Theory]
    [InlineData("10001:10001")]
    [InlineData("12345:12345")]
    public async Task A_node_is_upgraded_in_a_container_that_is_then_stopped_and_replaced(string user)
    {
        var podman = await image.Podman();
        await using var node = await TestNode.Create();
        await node.Prepare(Next);
        var options = await ContainedNode.Options(node, user);
        await using (var first = await VisorContainer.Run(podman, options))
        {
            await first.Well(TestNode.Genesis);
            (await podman.Do("healthcheck", "run", first.Name)).ExitCode.ShouldBe(0);
            node.Network.UpgradeIn(40, Next);
            await first.Well(Next);

            (await first.Stop(Grace)).ShouldBe(0, await first.Logs());
        }

        node.Ledger.All("stopped", Next).ShouldHaveSingleItem(node.Everything());
        await using var second = await VisorContainer.Run(podman, options);
        await second.Well(Next);
        (await second.Exec("visor", "history")).Output.ShouldContain(Next);
        (await second.Stop(Grace)).ShouldBe(0, await second.Logs());
        node.Ledger.All("start").Select(l => l.Release).ShouldBe([TestNode.Genesis, Next, Next], node.Everything());
    }

    [Fact]
    public async Task Two_containers_on_one_volume_are_one_node()
    {
        var podman = await image.Podman();
        await using var node = await TestNode.Create();
        var options = await ContainedNode.Options(node);
        await using var first = await VisorContainer.Run(podman, options);
        await first.Well(TestNode.Genesis);

        await using var second = await VisorContainer.Run(podman, options);

        (await second.End()).ShouldBe(75);
        (await second.Logs()).ShouldContain("another Visor is running on /var/lib/visor");
        await first.Well(TestNode.Genesis);
        node.Ledger.All("start").ShouldHaveSingleItem(node.Everything());
    }

    [Fact]
    public async Task Status_and_stop_tell_the_truth_wherever_they_are_asked()
    {
        var podman = await image.Podman();
        await using var node = await TestNode.Create();
        var options = await ContainedNode.Options(node);
        await using var container = await VisorContainer.Run(podman, options);
        await container.Well(TestNode.Genesis);

        (await podman.Do(["run", "--rm", .. options, VisorImage.Name, "status"])).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldContain("ALL WELL"));
        (await node.Do("status")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldContain("ALL WELL"));
        (await podman.Do(["run", "--rm", .. options, VisorImage.Name, "stop"])).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(75, r.Output), r => r.Output.ShouldContain("in that container"));
        string[] others = [.. options, "--user", "23456:23456"];
        (await podman.Do(["run", "--rm", .. others, VisorImage.Name, "status"])).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1, r.Output), r => r.Output.ShouldContain("cannot be seen from here"));
        node.Ledger.All("stopped").ShouldBeEmpty();

        // The container ends with its Visor, and does not take along whoever has asked for that.
        (await container.Exec("visor", "stop")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldContain("nothing is running"));
        (await container.End()).ShouldBe(0);
        node.Ledger.All("stopped").ShouldHaveSingleItem(node.Everything());
        (await node.Do("status")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1, r.Output), r => r.Output.ShouldContain("it was stopped"));

        await using var next = await VisorContainer.Run(podman, options);
        await next.Well(TestNode.Genesis);
        (await node.Do("stop")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldContain("nothing is running"));
        (await next.End()).ShouldBe(0);
    }

    [Fact]
    public async Task A_container_that_was_killed_is_known_to_be_gone_and_the_next_one_goes_on()
    {
        var podman = await image.Podman();
        await using var node = await TestNode.Create();
        var options = await ContainedNode.Options(node);
        await using var first = await VisorContainer.Run(podman, options);
        await first.Well(TestNode.Genesis);

        await first.Signal("KILL");
        (await first.End()).ShouldBe(137);

        (await node.Do("status")).Output.ShouldContain("crashed, and the node is not running");
        await using var second = await VisorContainer.Run(podman, options);
        await second.Well(TestNode.Genesis);
        (await second.Stop(Grace)).ShouldBe(0, await second.Logs());
    }

    [Fact]
    public async Task A_handover_in_a_container_keeps_the_node()
    {
        var podman = await image.Podman();
        await using var node = await TestNode.Create();
        await using var container = await VisorContainer.Run(podman, await ContainedNode.Options(node));
        await container.Well(TestNode.Genesis);

        await container.Signal("USR2");

        await container.WaitForLine("is running and is adopted");
        await container.Well(TestNode.Genesis);
        (await container.Stop(Grace)).ShouldBe(0, await container.Logs());
        node.Ledger.All("start").ShouldHaveSingleItem(node.Everything());
    }

    [Fact]
    public async Task Where_an_init_of_the_engine_would_end_with_it_a_handover_is_refused()
    {
        var podman = await image.Podman();
        await using var node = await TestNode.Create();
        var options = await ContainedNode.Options(node);
        await using var container = await VisorContainer.Run(podman, [.. options, "--entrypoint", "/bin/sh"], "-c", "visor run & trap 'kill -TERM $!' TERM; trap 'kill -USR2 $!' USR2; while ! wait; do [ -d /proc/$! ] || exit; done");
        await container.Well(TestNode.Genesis);

        await container.Signal("USR2");

        await container.WaitForLine("Not handing over: process 1 of this container is sh");
        await container.Well(TestNode.Genesis);
        node.Ledger.All("start").ShouldHaveSingleItem(node.Everything());
    }
}
