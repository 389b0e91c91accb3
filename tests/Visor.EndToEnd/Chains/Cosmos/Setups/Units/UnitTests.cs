using Shouldly;
using Visor.EndToEnd.Systemd;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Units;

/// <summary>The units of operators, under a real systemd, with Visor linked where Cosmovisor was and nothing else changed.</summary>
[Collection(SystemdMachine.OneAtATime)]
public sealed class UnitTests(UnitMachine machine) : IClassFixture<UnitMachine>
{
    public static TheoryData<string> Names => [.. OperatorUnits.All.Select(u => u.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_unit_for_Cosmovisor_runs_through_its_upgrades(string name)
    {
        await using var service = await machine.Install(OperatorUnits.All.Single(u => u.Name.Equals(name, StringComparison.Ordinal)));
        var home = service.Home;
        home.Network.Pause(3);
        home.Network.Plan("v2", 30, "{}");

        // The node follows the head, and reaches the first upgrade.
        await service.Start();
        await home.Rpc.Reaches(3);
        home.Network.GoOn();
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        await home.Rpc.Reaches(35);

        // It crashes, and is there again without systemd.
        service.KillNode();
        await home.Ledger.WaitFor("rpc-open", "v2.0.0", count: 2);
        (await service.Property("NRestarts")).ShouldBe(service.Unit.EndsAtUpgrades ? "1" : "0", await service.Everything());

        await service.Restart();
        await home.Ledger.WaitFor("rpc-open", "v2.0.0", count: 3);
        await home.Rpc.Answers();

        // It comes to the second upgrade while it catches up with a network that went on without it.
        await service.Stop();
        var second = home.Network.PlanIn(20, "v3", "{}");
        home.Network.Pause(second + 40);
        await service.Start();
        await home.Ledger.WaitFor("first-block", "v3.0.0");
        await home.Rpc.Reaches(second + 40);
        (await service.Property("ActiveState")).ShouldBe("active", await service.Everything());
        await service.Stop();
        (await service.Advice()).ShouldBe(service.Unit.Advice, ignoreOrder: true);

        CosmovisorLayout.ShouldBeLeftAfter(home, first: 30, second, await service.Everything(), service.Unit.Beside);
        File.Exists(home.In("wasm", "cache", "module")).ShouldBeFalse("the script of the unit that has a cache removes it");
        CosmovisorLayout.Backups(home).Count.ShouldBe(service.Unit.MakesBackups ? 2 : 0, await service.Everything());
    }
}
