using System.Globalization;
using Visor.Bench.Measurements;
using Visor.Bench.Peers;

namespace Visor.Bench;

internal static class Program
{
    // bench/run is what people call.
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var visor, var stampingCore, var elapsed, var folder, var page, .. var rest])
        {
            await Console.Error.WriteLineAsync("usage: Visor.Bench VISOR STAMPING-CORE ELAPSED FOLDER PAGE [--realtime]");
            return 64;
        }

        var tools = new Tools(visor, stampingCore, elapsed, folder, IsRealTime: rest is ["--realtime"]);
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
        await using var systemd = new Systemd(tools);
        var (peers, visors) = Found(systemd);
        List<PeerFigure> sideBySide = [];
        await MeasurePeers("peers", new PeerCare(tools, peers).Run);
        await MeasurePeers("visors", new VisorUpgrades(tools, visors).Run);

        var table = Report.Table(figures);
        var peerTable = PeerReport.Table(sideBySide);
        Console.WriteLine();
        Console.Write(table);
        Console.Write(peerTable);
        if (only.Length > 0)
            return 0; // A part of the table does not replace the whole.
        var when = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var machine = await Machine.Describe(folder);
        var load = string.Create(CultureInfo.InvariantCulture, $"{loadBefore:0.0} before, {Machine.Load():0.0} after");
        var (command, place) = tools.IsRealTime ? ("bench/run --realtime", "figures at real-time priority") : ("bench/run", "figures");
        await Report.Rewrite(page, place, $"`{command}`, {when}, {machine}; load average: {load}.\n\n{table}");
        if (!tools.IsRealTime)
        {
            await Report.Rewrite(page, "peers", $"The same run of `{command}`.\n\n{peerTable}");
            await File.WriteAllTextAsync(Path.ChangeExtension(page, "svg"), PeerChart.Of(sideBySide));
        }

        return 0;

        // The order of the chart: this Visor first.
        (IReadOnlyList<Peer> Peers, IReadOnlyList<VisorPeer> Visors) Found(Systemd systemd)
        {
            IReadOnlyList<VisorPeer> known = [new VisorPeer("Visor", tools.Visor), .. VisorPeer.FromEnvironment()];
            List<Peer> found = [];
            foreach (var peer in (Peer[])[.. known, ServiceFolder.Runit, ServiceFolder.S6, new Supervisord(), systemd])
            {
                if (peer.Lack is { } lack)
                    Console.Error.WriteLine($"bench: without {peer.Name}: {lack}");
                else
                    found.Add(peer);
            }

            return (found, [.. found.OfType<VisorPeer>()]);
        }

        async Task MeasurePeers(string name, Func<Task<IReadOnlyList<PeerFigure>>> run)
        {
            if (tools.IsRealTime || (only.Length > 0 && !only.Contains(name, StringComparer.Ordinal)))
                return;
            Console.WriteLine($"measuring: {name}");
            sideBySide.AddRange(await run());
        }

        async Task Measure(string name, Func<Task<IReadOnlyList<Figure>>> run)
        {
            if (only.Length > 0 && !only.Contains(name, StringComparer.Ordinal))
                return;
            Console.WriteLine($"measuring: {name}");
            figures.AddRange(await run());
        }
    }
}
