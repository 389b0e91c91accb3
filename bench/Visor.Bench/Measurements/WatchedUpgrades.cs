using System.Net;
using System.Net.Sockets;

namespace Visor.Bench.Measurements;

/// <summary>The same chain of upgrades while the status page and the metrics are asked for a thousand times a second.</summary>
internal sealed class WatchedUpgrades(Tools tools)
{
    private const int Count = 24;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        using var home = Upgrades.Home(tools, Count);
        var address = FreeAddress();
        home.Serve(address);
        using var visor = VisorProcess.Start(tools, home);
        await visor.WhenLogged("status page is served at");
        double rate;
        await using (var load = new RequestLoad(new Uri($"http://{address}/")))
        {
            await visor.Until(StampKind.Start, Count + 1);
            rate = load.Rate;
        }

        var stamps = home.Stamps.Read();
        await visor.Stop();
        return
        [
            Figure.Of("due → SIGTERM, status page under load", "ms", 60, Gaps.Milliseconds(stamps, StampKind.Due, StampKind.Term)),
            Figure.Of("last old exit → new start, status page under load", "ms", 10, Gaps.Milliseconds(stamps, StampKind.Exit, StampKind.Start)),
            Figure.Of("requests answered meanwhile, each second", "", budget: null, [rate]),
        ];
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
