using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

/// <summary>What another user of the machine, or a program that only reads, can do with what Visor and its node lock.</summary>
public sealed class LockTests
{
    private const string Next = "v0.2.0";

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task The_locks_are_their_owners_alone_also_in_a_home_of_an_earlier_Visor()
    {
        Requirement.Program("flock");
        await using var node = await TestNode.Create();
        foreach (var name in new[] { "lock", "node.lock" })
        {
            node.Write($".visor/{name}", "");
            File.SetUnixFileMode(node.In(".visor", name), OwnerAlone | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        // Opened while that was allowed, and locked when it is not any more.
        await using var early = TestProcess.Start(
            "/bin/sh", "-c", "exec 7<\"$0\" 8<\"$1\"; echo open; while [ ! -e \"$2\" ]; do sleep 0.05; done; flock -n -s 7; flock -n -s 8; echo locked; exec sleep 600",
            node.In(".visor", "lock"), node.In(".visor", "node.lock"), node.In("go"));
        await early.WaitForLine("open");
        var visor = await node.RunUntilReady();

        File.GetUnixFileMode(node.In(".visor", "lock")).ShouldBe(OwnerAlone);
        File.GetUnixFileMode(node.In(".visor", "node.lock")).ShouldBe(OwnerAlone);
        node.Write("go", "");
        await early.WaitForLine("locked");
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Another_user_cannot_take_a_lock_of_the_home()
    {
        Requirement.Root();
        Requirement.Program("setpriv");
        Requirement.Program("flock");
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        foreach (var name in new[] { "lock", "node.lock" })
        {
            await using var other = TestProcess.Start(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "flock", "-n", "-s", node.In(".visor", name), "true");
            (await other.WaitForExit()).ShouldBe(66, other.Output);
            other.Output.ShouldContain("Permission denied");
        }

        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Whoever_locks_a_file_that_Visor_reads_does_not_keep_it_from_an_upgrade()
    {
        Requirement.Program("flock");
        await using var node = await TestNode.Create();
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();
        await using var other = TestProcess.Start(
            "/bin/sh", "-c", "for f; do exec 9<\"$f\"; flock -n -x 9 || exit 1; sleep 600 & done; exec 9<&-; echo locked; wait",
            "sh", node.In("config.toml"), node.In("genesis", "run-config.toml"), node.In("genesis", "vega"), node.In(Next, "run-config.toml"), node.In(Next, "vega"));
        await other.WaitForLine("locked");

        node.Network.UpgradeIn(blocks: 30, Next);
        await node.Ready(Next);

        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_program_that_only_reads_the_lock_file_is_left_alone_when_what_holds_it_is_ended()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 2\n");
        node.Misbehave("stubborn-child=600000");
        var visor = await node.RunUntilReady();
        await using var reader = TestProcess.Start("/bin/sh", "-c", "exec 5<\"$0\"; echo open; exec sleep 600", node.In(".visor", "node.lock"));
        await reader.WaitForLine("open");

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(visor);

        Directory.Exists($"/proc/{node.Ledger.All("child")[0].Detail}").ShouldBeFalse("what the node left behind with its lock in hand is ended");
        reader.HasExited.ShouldBeFalse(node.Everything());
    }
}
