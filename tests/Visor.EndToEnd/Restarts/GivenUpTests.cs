using System.Net;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Serving;
using Xunit;

namespace Visor.EndToEnd.Restarts;

public sealed class GivenUpTests
{
    private const string OneRestart = "maxNumberOfRestarts = 1\n";
    private const string Stay = "whenGivenUp = \"stay\"\n";

    [Fact]
    public async Task A_node_that_a_service_gave_up_stays_visible_until_visor_is_stopped()
    {
        await using var node = await TestNode.Create(config: OneRestart + ServedNode.Listen);
        using var folder = new TemporaryFolder();
        await using var manager = new NotifyListener(folder.In("notify"));
        node.Misbehave("always-exit=3@after:300");
        var visor = node.Run(environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = manager.Path });
        var address = await ServedNode.AddressOf(visor, 1);

        var status = await GivenUp(node);

        status.Node.Reason.ShouldNotBeNull().ShouldContain("exit 3");
        status.StartAgain.ShouldNotBeNull();
        status.LastOutput.ShouldNotBeNull().Unknown.ShouldNotBeNull().ShouldContain("a pipe");
        using var client = new HttpClient();
        using var health = await client.GetAsync(new Uri(address, "/healthz"), TestContext.Current.CancellationToken);
        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldStartWith("failed: the core (pid ");
        (await client.GetStringAsync(new Uri(address, "/metrics"), TestContext.Current.CancellationToken)).ShouldContain("visor_node_state{state=\"failed\"} 1");
        var (code, said) = await node.Do("status");
        code.ShouldBe(1);
        said.ShouldContain("starts the node again");
        (code, said) = await node.Do("check");
        code.ShouldBe(1, said);
        said.ShouldContain("✗ given up              Visor has given up on the node");
        var second = node.Run();
        (await second.WaitForExit()).ShouldBe(75);
        second.Output.ShouldContain("it has given up on its node");

        manager.Lines.Contains("READY=1", StringComparer.Ordinal).ShouldBeTrue();
        manager.Lines.Contains("STOPPING=1", StringComparer.Ordinal).ShouldBeFalse();
        visor.HasExited.ShouldBeFalse();
        node.Ledger.All("start").Count.ShouldBe(2);

        (await visor.Terminate()).ShouldBe(0, visor.Output);
        await Eventually.See(() => manager.Lines.Contains("STOPPING=1", StringComparer.Ordinal) ? manager : null, () => string.Join('\n', manager.Lines));
        TestNode.NothingLives(visor);
    }

    [Fact]
    public async Task A_check_is_red_from_the_failure_to_the_next_answer_of_the_node()
    {
        await using var node = await TestNode.Create(config: OneRestart);
        node.Misbehave("always-exit=3@after:300");
        (await node.Run().WaitForExit()).ShouldBe(1);

        var (code, said) = await node.Do("check");
        code.ShouldBe(1, said);
        said.ShouldContain("✗ given up");
        said.ShouldContain($"visor run --home {node.Home}");

        node.Misbehave();
        var visor = await node.RunUntilReady();
        (await node.Do("check")).Output.ShouldNotContain("given up");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_stop_ends_a_visor_that_has_given_its_node_up()
    {
        await using var node = await TestNode.Create(config: OneRestart + Stay);
        node.Misbehave("always-exit=3@after:300");
        var visor = node.Run();
        await GivenUp(node);

        var (code, said) = await node.Do("stop");

        code.ShouldBe(0, said);
        (await visor.WaitForExit()).ShouldBe(0);
        var status = node.Status.ShouldNotBeNull();
        status.Node.State.ShouldBe("failed");
        var why = status.Node.Reason.ShouldNotBeNull();
        why.ShouldContain("exit 3");
        (await node.Do("status")).Output.ShouldContain($"DOWN: Visor has exited and the node is failed: {why}");
        (await node.Do("check")).Output.ShouldContain("given up");
    }

    [Fact]
    public async Task The_last_lines_are_read_again_from_the_file_they_went_to_and_the_node_never_waits_for_visor()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 0\n" + Stay);
        using var folder = new TemporaryFolder();
        var (go, done, output) = (folder.In("go"), folder.In("done"), folder.In("output"));
        node.Write("genesis/wrapper", $$"""
            #!/bin/sh
            [ "$1" = version ] && exec "$(dirname "$0")/vega" "$@"
            while ! [ -e "{{go}}" ]; do sleep 0.05; done
            yes "a line of a flood" | head -c 99999990
            echo "panic: nothing left"
            : > "{{done}}"
            exit 3
            """);
        node.Write("genesis/run-config.toml", node.RunConfig([], "wrapper"));
        File.SetUnixFileMode(node.In("genesis", "wrapper"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var visor = node.Own(VisorProcess.RunRedirected(node.Home, $">>'{output}' 2>&1"));
        await node.Journalled("started");
        visor.Signal(Native.SigStop);
        Freezing.Await(visor.Pid);

        // All of it is written while nobody but the file takes it.
        await File.WriteAllTextAsync(go, "", TestContext.Current.CancellationToken);
        await Eventually.See(() => File.Exists(done) ? done : null, node.Everything);
        visor.Signal(Native.SigCont);

        var status = await node.WaitForStatus(s => s.Node.State is "failed" && s.LastOutput is not null, "given up, with its last lines");
        status.LastOutput!.Lines.Count.ShouldBe(20);
        status.LastOutput.Lines[0].ShouldBe("a line of a flood");
        status.LastOutput.Lines[^1].ShouldBe("panic: nothing left");
        (await node.Do("status")).Output.ShouldContain("panic: nothing left");
        (await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken)).ShouldContain("Last output of the core (pid ");
        (await visor.Terminate()).ShouldBe(0);
    }

    private static Task<StatusReport> GivenUp(TestNode node) =>
        node.WaitForStatus(s => s is { Node.State: "failed", Visor.Running: true, LastOutput: not null }, "given up by a Visor that stays");
}
