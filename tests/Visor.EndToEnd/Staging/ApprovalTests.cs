using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Hooks;
using Xunit;

namespace Visor.EndToEnd.Staging;

/// <summary>What is to be checked before a release may run is checked before anything of it runs.</summary>
public sealed class ApprovalTests
{
    private const string Next = FetchingNode.Next;

    [Fact]
    public async Task Nothing_of_a_fetched_release_is_run_and_it_gets_no_folder_before_the_hook_has_approved_of_it()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        var hooked = new HookedNode(node);
        fetching.Configure(further: "[hooks]\n" + hooked.Hook("onStaged", "test -x \"$VISOR_FOLDER/vega\" && echo unknown signer >&2; exit 7"));
        fetching.Publish(Next, Noting(node, await fetching.Binary()), name: FetchingNode.AssetName);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(60, Next);

        (await fetching.WaitForReason("failed (exit 7)")).ShouldContain("unknown signer");
        var (code, output) = await node.Do("stage", Next);
        code.ShouldBe(1, output);
        output.ShouldContain($"unknown signer; {Next} is not ready until that hook succeeds");
        await node.WaitForUpgrade(Next, "due");
        File.Exists(node.In("has-run")).ShouldBeFalse(fetching.Everything());
        fetching.ShouldBeUntouched(visor);

        hooked.Hook("onStaged");
        await node.Ready(Next);
        File.Exists(node.In("has-run")).ShouldBeTrue();
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task Nothing_of_a_release_that_a_person_switches_to_is_run_before_the_hook_has_approved_of_it()
    {
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        node.Configure("[hooks]\n" + hooked.Hook("onStaged", "echo unknown signer >&2; exit 7"));
        await node.Prepare(Next);
        await File.WriteAllBytesAsync(
            node.In(Next, "vega"), Noting(node, await File.ReadAllBytesAsync(node.In(Next, "vega"), TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
        await node.StopCleanly(await node.RunUntilReady());

        var (code, output) = await node.Do("switch", Next);

        code.ShouldNotBe(0, output);
        output.ShouldContain($"unknown signer; {Next} is not ready until that hook succeeds");
        File.Exists(node.In("has-run")).ShouldBeFalse();
        hooked.Hook("onStaged");
        (await node.Do("switch", Next)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), _ => File.Exists(node.In("has-run")).ShouldBeTrue());
    }

    /// <summary>A binary that notes in HOME that it was run, whatever for.</summary>
    private static byte[] Noting(TestNode node, byte[] binary) =>
        [.. System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\ntouch {node.In("has-run")}\n"), .. binary];
}
