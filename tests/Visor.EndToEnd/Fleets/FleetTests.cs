using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;
using Visor.EndToEnd.Systemd;
using Xunit;

namespace Visor.EndToEnd.Fleets;

/// <summary>The collection on three machines, over ssh.</summary>
[Collection(SystemdMachine.OneAtATime)]
public sealed partial class FleetTests(FleetRoot root)
{
    private const long FarAhead = 1_000_000;

    [Fact]
    public async Task Every_example_of_the_page_works_as_it_stands_and_changes_nothing_the_second_time()
    {
        await using var fleet = await Fleet.Create(root);
        await fleet.Install();
        (await fleet.Desk.Succeed(Fleet.Playbook("install"))).ShouldSatisfyAllConditions(NothingChanged);
        await MakeNewPackage(fleet);
        foreach (var machine in fleet.Machines)
            fleet.Desk.Write($"host_vars/{machine.Name}.yml", "visor_canary_seconds: 1\n"); // The page's half a minute is for people.
        fleet.Network.UpgradeIn(FarAhead, Fleet.Next);
        foreach (var machine in fleet.Machines)
            await machine.Upgrade("notReady");
        var before = await Pids(fleet);

        foreach (var (command, shown) in FleetsPage.Commands)
        {
            // Nothing that an operator would not give: only the node's user, but where the page says that root is needed.
            foreach (var machine in fleet.Machines)
                machine.Allow(command.Contains("visor.fleet.install", StringComparison.Ordinal) || command.Contains("upgrade_visor", StringComparison.Ordinal) ? "ALL" : "visor");
            var (exitCode, output) = await fleet.Desk.Type(command);
            exitCode.ShouldBe(command.Contains("visor_require_ready", StringComparison.Ordinal) ? 2 : 0, $"{command}\n{output}");
            var lines = output.Split('\n').Select(Masked).ToHashSet(StringComparer.Ordinal);
            shown.Where(line => line is not "…").Select(Masked).Where(line => !lines.Contains(line)).ShouldBeEmpty($"{command}\n{output}");
            if (command.StartsWith("ansible-playbook", StringComparison.Ordinal) && !command.Contains("readiness", StringComparison.Ordinal))
                (await fleet.Desk.Type(command)).Output.ShouldSatisfyAllConditions(NothingChanged);
        }

        // Each Visor is another one, and each node the same.
        var after = await Pids(fleet);
        after.Select(p => p.Core).ShouldBe(before.Select(p => p.Core));
        after.Zip(before).ShouldAllBe(pair => pair.First.Visor != pair.Second.Visor);
        foreach (var machine in fleet.Machines)
            machine.Ledger.All("start").ShouldHaveSingleItem(machine.Name);
    }

    [Fact]
    public async Task A_machine_that_is_down_slow_or_full_fails_alone_and_says_so()
    {
        await using var fleet = await Fleet.Create(root);
        await fleet["sentry-2"].MountHome("12m");
        await fleet.Install();
        fleet.Network.UpgradeIn(FarAhead, Fleet.Next);
        await fleet["sentry-2"].Machine.Succeed("sh", "-c", $"head -c 64m /dev/zero >{FleetMachine.Home}/filler; true");
        await fleet["validator-1"].GoDown();

        var (exitCode, output) = await fleet.Desk.Type(Stage(fleet));
        exitCode.ShouldNotBe(0, output);
        output.ShouldContain("is NOT READY");
        await fleet["sentry-1"].Upgrade("staged");

        var rows = Fleet.Rows(await fleet.Desk.Succeed(Fleet.Playbook("readiness")));
        rows.Count.ShouldBe(3);
        rows[0].ShouldEndWith("  READY");
        rows[1].ShouldContain("  0 B of 12 MiB free  ");
        rows[1].ShouldContain("  ACTION NEEDED: ");
        rows[2].ShouldContain("  NOT KNOWN: ");

        await fleet["sentry-2"].Machine.Succeed("rm", $"{FleetMachine.Home}/filler");
        await fleet["sentry-1"].FreezeSshd();
        (exitCode, output) = await fleet.Desk.Type(Stage(fleet));
        exitCode.ShouldNotBe(0, output);
        await fleet["sentry-2"].Upgrade("staged");
        rows = Fleet.Rows(await fleet.Desk.Succeed(Fleet.Playbook("readiness")));
        rows[0].ShouldContain("  NOT KNOWN: ");
        rows[1].ShouldEndWith("  READY");
        (await fleet.Desk.Type(Fleet.Playbook("readiness", "-e visor_require_ready=true"))).ExitCode.ShouldBe(2);

        // The same from the status pages: the one that is down is a row, and the frozen sshd is not asked.
        (exitCode, output) = await fleet.Desk.Type(string.Join(' ', ["visor status", .. fleet.Machines.Select(m => $"--url http://{m.Address}:9480")]));
        exitCode.ShouldBe(1, output);
        rows = Fleet.Rows(output);
        rows[0].ShouldEndWith("  READY");
        rows[1].ShouldEndWith("  READY");
        rows[2].ShouldContain("  NOT KNOWN: 192.0.2.13:9480 ");
    }

    [Fact]
    public async Task Visor_is_replaced_no_further_than_the_first_node_that_is_not_healthy()
    {
        await using var fleet = await Fleet.Create(root);
        await fleet.Install();
        await MakeNewPackage(fleet);
        await fleet["sentry-2"].Machine.Succeed("systemctl", "stop", FleetMachine.Unit);
        var first = await fleet["sentry-1"].Pids();
        var last = await fleet["validator-1"].Pids();

        var (exitCode, output) = await fleet.Desk.Type(Upgrade);
        exitCode.ShouldBe(2, output);
        output.ShouldContain("sentry-2 is not healthy, and was left alone: ");
        var canary = await fleet["sentry-1"].Pids();
        canary.Visor.ShouldNotBe(first.Visor);
        canary.Core.ShouldBe(first.Core);
        (await fleet["validator-1"].Pids()).ShouldBe(last);

        await fleet["sentry-2"].Machine.Succeed("systemctl", "start", FleetMachine.Unit);
        await Eventually.See(async () => (await fleet["sentry-2"].Machine.Do("visor", "status", "--home", FleetMachine.Home)).ExitCode == 0 ? fleet : null, () => "sentry-2 that is well");
        await fleet.Desk.Succeed(Upgrade);
        (await fleet["sentry-1"].Pids()).ShouldBe(canary);
        (await fleet["validator-1"].Pids()).ShouldSatisfyAllConditions(p => p.Visor.ShouldNotBe(last.Visor), p => p.Core.ShouldBe(last.Core));
    }

    private static string Upgrade => Fleet.Playbook("upgrade_visor", "-e visor_package=visor_0.2.0_amd64.deb -e visor_canary_seconds=1");

    private static string Stage(Fleet fleet) =>
        Fleet.Playbook("stage", $"-e visor_release={Fleet.Next} -e visor_release_file={fleet.Release} -e visor_release_sha256=$(grep vega-linux-amd64 SHA256SUMS | cut -c1-64)");

    private static async Task<IReadOnlyList<FleetPids>> Pids(Fleet fleet)
    {
        List<FleetPids> pids = [];
        foreach (var machine in fleet.Machines)
            pids.Add(await machine.Pids());
        return pids;
    }

    // The same program as a package of another version: what counts here is that it is another package.
    private static async Task MakeNewPackage(Fleet fleet)
    {
        var (exitCode, output) = await TestProcess.RunPatiently(
            TimeSpan.FromMinutes(4), CleanRoot.InPackaging("release"), "packages", "--visor", $"{fleet["sentry-1"].Machine.Root}/usr/bin/visor", "--version", "0.2.0", "--into", fleet.Desk.Folder);
        exitCode.ShouldBe(0, output);
        fleet.WriteSums();
    }

    private static void NothingChanged(string output) => Changed().Matches(output).ShouldBeEmpty(output);

    private static string Masked(string line) => Blanks().Replace(Number().Replace(line.Trim(), "9"), " ");

    [GeneratedRegex("changed=[1-9]", RegexOptions.None, 1000)]
    private static partial Regex Changed();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(" +", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
