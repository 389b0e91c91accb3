using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Chains.Cosmos.Faults;

/// <summary>One node whose network agrees on upgrade after upgrade, while Visor and the node are killed.</summary>
internal sealed class TormentedChain(CosmosHome home, Random random)
{
    private static readonly string[] Aims = ["any", "needed", "due", "switching", "step", "activated", "start", "migrating", "committing", "applied", "first-block"];

    /// <summary>Until an upgrade comes, at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <summary>Strikes of each kind that were done.</summary>
    private readonly SortedDictionary<string, int> _tally = new(StringComparer.Ordinal);

    private readonly List<(string Name, long Height)> _upgrades = [];
    private TestProcess _visor = PreparedUpgrade.Run(home);

    /// <summary>SIGKILLs so far.</summary>
    public int Kills { get; private set; }

    public IReadOnlyList<(string Name, long Height)> Upgrades => _upgrades;

    public string Table => string.Join('\n', _tally.Select(t => $"{t.Key,-50} {t.Value.ToString(CultureInfo.InvariantCulture)}")) + $"\n{Kills} kills, {_upgrades.Count} upgrades";

    private JournalReport Journal => new(home.In("cosmovisor"));

    private string Last => _upgrades.Count == 0 ? "genesis" : _upgrades[^1].Name;

    private CosmosLedgerLine? Node => home.Ledger.Living is [var first, ..] ? first : null;

    /// <summary>An upgrade comes, one or more strikes fall around its block, and the node follows the network with the new release.</summary>
    public async Task Round()
    {
        var name = $"v{(_upgrades.Count + 2).ToString(CultureInfo.InvariantCulture)}";
        string[] handlers = [.. _upgrades.Select(u => u.Name), name];
        home.Prepare(name, CosmosRelease.For(name) with { Handlers = handlers, NewStores = handlers, MigrationMs = random.Next(500), CommitMs = random.Next(300), CloseMs = random.Next(100) });
        var height = home.Network.PlanIn(8 + random.Next(20), name, "{}");
        _upgrades.Add((name, height));

        if (random.Next(8) == 0)
            await SwitchAsCosmovisorDoes();
        else
            await Reach(Aims[random.Next(Aims.Length)], name);
        for (var more = true; more; more = random.Next(3) == 0)
        {
            await Strike();
            await Pause(random.Next(600));
        }

        await Recover();
    }

    // The moments of an upgrade in the ledger and in the journal; what lasts a millisecond is seldom met by chance.
    private async Task Reach(string aim, string name)
    {
        var (journal, began) = (Journal, Stopwatch.GetTimestamp());
        while (aim is not "any" && Stopwatch.GetElapsedTime(began) < Longest)
        {
            if (home.Ledger.Lines.Any(l => l.Is(aim) && (l.Detail?.StartsWith($"{name}@", StringComparison.Ordinal) ?? l.Is(aim, $"{name}.0.0"))) || journal.Has(aim, name))
                break;
            await Pause(5);
        }

        await Pause(random.Next(aim is "any" ? 2000 : 80));
    }

    public async Task Recover()
    {
        if (_visor.HasExited)
            _visor = PreparedUpgrade.Run(home);
        await Eventually.See(async () => await IsWhole() ? home : null, () => $"{Last} at the head\n{Everything()}");
        home.Ledger.Disasters.ShouldBeEmpty(Everything());
    }

    public async Task End()
    {
        (await _visor.Terminate()).ShouldBe(0, Everything());
        home.Ledger.Living.ShouldBeEmpty(Everything());
    }

    public string Everything() => $"{Table}\n{Journal}\n{home.Everything()}";

    // A script that was interrupted waits for a person, who looks and goes on.
    private async Task<bool> IsWhole()
    {
        if (File.Exists(home.In("cosmovisor", "hold")))
        {
            File.ReadAllText(home.In("cosmovisor", "hold")).ShouldContain("was interrupted", customMessage: Everything());
            Note("resumed");
            await PreparedUpgrade.Resume(home);
        }

        _visor.HasExited.ShouldBeFalse(Everything());
        return StatusReport.Read(home.In("cosmovisor", ".visor", "status.json")) is { } status && status.Visor.Pid == _visor.Pid && status.IsReady(Last)
            && Node is { } node && string.Equals(node.Release, Last is "genesis" ? "v1.0.0" : $"{Last}.0.0", StringComparison.Ordinal)
            && await home.Rpc.App() is { } app && app > home.Network.Height - 20;
    }

    private async Task Strike()
    {
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                await KillVisor();
                break;
            case 3 or 4 or 5:
                await KillNode();
                break;
            case 6 or 7 or 8:
                await KillVisor();
                await KillNode();
                break;
            case 9:
                // The machine goes down in good order. A Visor that was killed before hears nothing of it.
                if (_visor.HasExited)
                    break;
                Note("stopped by SIGTERM");
                _visor.Signal(Native.SigTerm);
                (await _visor.WaitForExitAlone()).ShouldBeOneOf([0, 128 + Native.SigTerm], Everything());
                break;
            case 10:
                if (Node is { } node)
                {
                    Note("node stopped by a stranger");
                    _ = Native.Kill(node.Pid, Native.SigTerm);
                }

                break;
            default:
                await Pause(random.Next(300));
                break;
        }

        await Pause(random.Next(2) * random.Next(1500));
        if (_visor.HasExited)
            _visor = PreparedUpgrade.Run(home);
    }

    private async Task KillVisor()
    {
        if (_visor.HasExited)
            return;
        Note($"Visor killed, node {Node?.Event switch { null => "down", _ => PhaseOf(Node) }}");
        Kills++;
        await _visor.Kill();
    }

    /// <summary>Not in the first commit: that destroys the data of a real node, whoever runs it. Frozen, it cannot get there between the look and the blow.</summary>
    private async Task KillNode()
    {
        if (Node is not { } node || Native.Kill(node.Pid, Native.SigStop) != 0)
            return;
        Freezing.Await(node.Pid);
        if (PhaseOf(node) is var phase && phase is "committing")
        {
            _ = Native.Kill(node.Pid, Native.SigCont);
            await KillVisor();
            return;
        }

        Note($"node killed, {phase}");
        Kills++;
        _ = Native.Kill(node.Pid, Native.SigKill);
        await Eventually.Holds(() => !node.IsOfLiving, "the end of what was killed");
    }

    // Cosmovisor in Visor's place at the block: it ends the old release, links the new one by its absolute path, and leaves the file beside it.
    private async Task SwitchAsCosmovisorDoes()
    {
        await KillVisor();
        await Pause(1500);
        if (Node is not { } node || PhaseOf(node) is not ("halted" or "needed") || _upgrades is not [.., var (name, height)])
            return;
        if (!File.ReadAllText(home.UpgradeInfo).Contains($"\"height\":{height.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal))
            return;
        Note("switched as Cosmovisor does");
        _ = Native.Kill(node.Pid, Native.SigTerm);
        await Eventually.Holds(() => !node.IsOfLiving, "the end of the old release");
        File.Delete(home.In("cosmovisor", "current"));
        File.CreateSymbolicLink(home.In("cosmovisor", "current"), home.In("cosmovisor", "upgrades", name));
        File.Copy(home.UpgradeInfo, home.In("cosmovisor", "upgrades", name, "upgrade-info.json"), overwrite: true);
    }

    private string PhaseOf(CosmosLedgerLine node) => home.Ledger.Lines.LastOrDefault(l => l.Writer == node.Writer)?.Event ?? "starting";

    private void Note(string what) => _tally[what] = _tally.GetValueOrDefault(what) + 1;

    private static Task Pause(int milliseconds) => Task.Delay(milliseconds, Xunit.TestContext.Current.CancellationToken);
}
