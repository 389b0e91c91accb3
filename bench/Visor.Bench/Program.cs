using System.Globalization;
using Visor.Bench.Measurements;
using Visor.Bench.Peers;

namespace Visor.Bench;

internal static class Program
{
    // bench/run is what people call.
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var visor, var stamping, var folder, var page, .. var rest])
        {
            await Console.Error.WriteLineAsync("usage: Visor.Bench VISOR STAMPING FOLDER PAGE [--realtime]");
            return 64;
        }

        try
        {
            int? rounds = int.TryParse(Environment.GetEnvironmentVariable("VISOR_BENCH_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? wanted : null;
            await Run(new Tools(visor, stamping, folder, IsRealTime: rest is ["--realtime"], rounds), page);
            return 0;
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"bench: {e.Message}");
            return 64;
        }
    }

    private static async Task Run(Tools tools, string page)
    {
        var named = PeersVariable.Parse(Environment.GetEnvironmentVariable("PEERS") ?? "");
        List<CosmosPeer> cosmosPeers = [CosmosPeer.Visor(tools)];
        if (named.Cosmovisor is { } cosmovisor)
            cosmosPeers.Add(await CosmosPeer.Cosmovisor(tools, cosmovisor));
        var only = Environment.GetEnvironmentVariable("VISOR_BENCH_ONLY")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var loadBefore = Machine.Load();
        List<Figure> figures = [];
        await Measure("upgrades", new Upgrades(tools).Run);
        await Measure("upgrades under load", new WatchedUpgrades(tools).Run);
        await Measure("crashes", new CrashRestarts(tools).Run);
        await Measure("fsync", new FsyncTime(tools).Run);
        await Measure("downloads", new Staging(tools).Run);
        await Measure("start-up", new StartUpTime(tools).Run);
        await Measure("idle", new Idle(tools).Run);
        await Measure("cosmos", new CosmosUpgrades(tools).Run);
        await Measure("cosmos", new Idle(tools).RunCosmos);
        await using var systemd = new Systemd(tools);
        List<PeerFigure> sideBySide = [];
        var (peers, visors) = Found(systemd);
        await MeasurePeers("peers", new PeerCare(tools, peers).Run);
        await MeasurePeers("visors", new VisorUpgrades(tools, visors).Run);
        await MeasurePeers("cosmos peers", new CosmosPeerUpgrades(tools, cosmosPeers).Run, "cosmos");

        var table = Report.Table(figures);
        var peerTable = PeerReport.Table(sideBySide);
        Console.WriteLine();
        Console.Write(figures.Count > 0 ? table : "");
        Console.Write(sideBySide.Count > 0 ? peerTable : "");
        if (cosmosPeers.Find(p => !p.IsGenuine) is { } stranger)
            Console.WriteLine($"{page} is left as it is, because it would show figures of {stranger.Name}.");
        else if (only.Length == 0 && tools.Rounds is null) // A part of the table does not replace the whole.
            await Publish();

        async Task Publish()
        {
            var when = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var machine = await Machine.Describe(tools.Folder);
            var load = string.Create(CultureInfo.InvariantCulture, $"{loadBefore:0.0} before, {Machine.Load():0.0} after");
            var (command, place) = tools.IsRealTime ? ("bench/run --realtime", "figures at real-time priority") : ("bench/run", "figures");
            await Report.Rewrite(page, place, $"`{command}`, {when}, {machine}; load average: {load}.\n\n{table}");
            if (tools.IsRealTime)
                return;
            await Report.Rewrite(page, "peers", $"The same run of `{command}`.\n\n{peerTable}");
            await File.WriteAllTextAsync(Path.ChangeExtension(page, "svg"), PeerChart.Of(sideBySide));
        }

        // The order of the chart: this Visor first.
        (IReadOnlyList<ProcessKeeper> Peers, IReadOnlyList<VisorPeer> Visors) Found(Systemd systemd)
        {
            IReadOnlyList<VisorPeer> known = [new VisorPeer("Visor", tools.Visor), .. named.Visors];
            List<ProcessKeeper> found = [];
            foreach (var peer in (ProcessKeeper[])[.. known, ServiceFolder.Runit, ServiceFolder.S6, new Supervisord(), systemd])
            {
                if (peer.Lack is { } lack)
                    Console.Error.WriteLine($"bench: without {peer.Name}: {lack}");
                else
                    found.Add(peer);
            }

            return (found, [.. found.OfType<VisorPeer>()]);
        }

        async Task MeasurePeers(string name, Func<Task<IReadOnlyList<PeerFigure>>> run, string? alsoCalled = null)
        {
            if (tools.IsRealTime || !IsWanted(name, alsoCalled))
                return;
            Console.WriteLine($"measuring: {name}");
            sideBySide.AddRange(await run());
        }

        async Task Measure(string name, Func<Task<IReadOnlyList<Figure>>> run)
        {
            if (!IsWanted(name))
                return;
            Console.WriteLine($"measuring: {name}");
            figures.AddRange(await run());
        }

        bool IsWanted(params ReadOnlySpan<string?> names) => only.Length == 0 || names.ContainsAny(only);
    }
}
