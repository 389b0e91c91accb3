using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>What is done between two releases, while the node is stopped: each step once, in Cosmovisor's order.</summary>
public sealed class StepTests
{
    [Fact]
    public async Task The_delay_the_backup_the_script_and_pre_upgrade_come_in_this_order_and_once()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        Script(home, "pwd >> \"$0.log\"; echo \"$1 $2\" >> \"$0.log\"");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        var visor = Run(home, ("DAEMON_RESTART_DELAY", "300ms"), ("COSMOVISOR_CUSTOM_PREUPGRADE", "prepare.sh"), ("UNSAFE_SKIP_BACKUP", "false"));

        await home.Ledger.WaitFor("first-block", "v2.0.0");
        await visor.WaitForLine("v2 Started the node");
        var lines = visor.Lines.ToList();
        var order = new[] { "The restart delay is done", "The backup is done", "The custom script is done", "Started the node" }.Select(part => lines.FindLastIndex(l => l.Contains(part, StringComparison.Ordinal))).ToList();
        order.SequenceEqual(order.Order()).ShouldBeTrue(home.Everything());
        order.ShouldAllBe(i => i >= 0, home.Everything());
        File.ReadAllLines(home.In("cosmovisor", "prepare.sh.log")).ShouldBe([home.Folder, "v2 20"]);
        var backup = Directory.GetDirectories(home.Folder, "data-backup-*").ShouldHaveSingleItem();
        File.Exists(Path.Combine(backup, "upgrade-info.json")).ShouldBeTrue();
        File.Exists(Path.Combine(backup, "priv_validator_state.json")).ShouldBeFalse();
        File.ReadAllText(home.In("cosmovisor", "upgrades", "v2", "upgrade-info.json")).ShouldContain("\"name\":\"v2\"");
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task A_script_that_fails_holds_the_upgrade_until_a_person_resumes_it()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        Script(home, "echo run >> \"$0.log\"; test -e \"$0.allowed\"");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        var visor = Run(home, ("COSMOVISOR_CUSTOM_PREUPGRADE", "prepare.sh"));

        await visor.WaitForLine("has not prepared the upgrade");
        home.Current.ShouldBe("genesis", home.Everything());
        home.Ledger.Starts.ShouldBe(["v1.0.0"], home.Everything());

        File.WriteAllText(home.In("cosmovisor", "prepare.sh.allowed"), "");
        (await TestProcess.Run(Programs.Visor, "resume", "--home", home.Folder)).ExitCode.ShouldBe(0);
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        File.ReadAllLines(home.In("cosmovisor", "prepare.sh.log")).Length.ShouldBe(2);
        Directory.GetDirectories(home.Folder, "data-backup-*").Length.ShouldBe(1, "the backup was done before, and is not repeated");
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task A_script_that_failed_is_run_again_at_the_first_resume_by_another_Visor_too()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        Script(home, "echo run >> \"$0.log\"; test -e \"$0.allowed\"");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        var visor = Run(home, ("COSMOVISOR_CUSTOM_PREUPGRADE", "prepare.sh"));
        await visor.WaitForLine("The node is down and the upgrade is held"); // The hold is told of before it is journalled.
        await visor.Kill();

        var next = Run(home, ("COSMOVISOR_CUSTOM_PREUPGRADE", "prepare.sh"));
        await next.WaitForLine("The upgrade to v2 at block 20 was due");
        home.Current.ShouldBe("genesis", home.Everything());
        File.WriteAllText(home.In("cosmovisor", "prepare.sh.allowed"), "");
        (await TestProcess.Run(Programs.Visor, "resume", "--home", home.Folder)).ExitCode.ShouldBe(0);
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        File.ReadAllLines(home.In("cosmovisor", "prepare.sh.log")).Length.ShouldBe(2);
        next.Output.ShouldNotContain("was interrupted");
    }

    [Fact]
    public async Task Without_a_restart_after_the_upgrade_Visor_ends_with_0_and_the_next_start_goes_on()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        var visor = Run(home, ("DAEMON_RESTART_AFTER_UPGRADE", "false"));

        (await visor.WaitForExit()).ShouldBe(0, home.Everything());
        home.Current.ShouldBe("upgrades/v2");
        home.Ledger.Starts.ShouldBe(["v1.0.0"], home.Everything());
        Run(home, ("DAEMON_RESTART_AFTER_UPGRADE", "false"));
        await home.Ledger.WaitFor("first-block", "v2.0.0");
    }

    [Theory]
    [InlineData(30, "forbids the start")]
    [InlineData(31, "asks to be tried again")]
    public async Task A_release_whose_pre_upgrade_refuses_is_not_started(int code, string words)
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2", CosmosRelease.For("v2") with { PreUpgrade = new CosmosPreUpgrade(code) });
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        var visor = Run(home);

        (await visor.WaitForExit()).ShouldBe(1, home.Everything());
        visor.Output.ShouldContain(words);
        home.Ledger.Starts.ShouldBe(["v1.0.0"], home.Everything());
    }

    [Fact]
    public async Task A_script_that_outlives_a_killed_Visor_is_waited_for_and_never_runs_beside_another()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        Script(home, "echo run >> \"$0.log\"; while ! test -e \"$0.allowed\"; do sleep 0.05; done; echo done >> \"$0.log\"");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        var visor = Run(home, ("COSMOVISOR_CUSTOM_PREUPGRADE", "prepare.sh"));
        await Eventually.See(() => File.Exists(home.In("cosmovisor", "prepare.sh.log")) ? home : null, home.Everything);
        visor.Signal(Native.SigKill);
        await visor.WaitForExitAlone();

        var (exitCode, said) = await TestProcess.Run(Programs.Visor, "stop", "--home", home.Folder);
        exitCode.ShouldBe(75, said);
        said.ShouldContain("still at work");
        var next = Run(home, ("COSMOVISOR_CUSTOM_PREUPGRADE", "prepare.sh"));
        await next.WaitForLine("A step that an earlier Visor began is still at work: pid ");
        File.WriteAllText(home.In("cosmovisor", "prepare.sh.allowed"), "");
        await next.WaitForLine("was interrupted, and whether it did its work is not known");
        (await TestProcess.Run(Programs.Visor, "resume", "--home", home.Folder)).ExitCode.ShouldBe(0);
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        File.ReadAllLines(home.In("cosmovisor", "prepare.sh.log")).ShouldBe(["run", "done", "run", "done"]);
    }

    [Fact]
    public async Task How_a_node_is_started_is_not_forgotten_for_a_Visor_that_starts_nothing()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        var visor = Run(home);
        await visor.WaitForLine("The node answers");
        var before = File.ReadAllText(home.In("cosmovisor", ".visor", "run.json"));

        (await Run(home, ("DAEMON_RESTART_DELAY", "77s")).WaitForExit()).ShouldBe(75, home.Everything());
        File.ReadAllText(home.In("cosmovisor", ".visor", "run.json")).ShouldBe(before);
    }

    private static void Script(CosmosHome home, string text)
    {
        var path = home.In("cosmovisor", "prepare.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static TestProcess Run(CosmosHome home, params (string Name, string Value)[] variables)
    {
        var environment = home.Environment.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            environment[name] = value;
        return home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", home.Folder], environment));
    }
}
