using System.Net;
using System.Net.Sockets;

namespace Visor.Bench.Measurements;

/// <summary>The same chains of upgrades while the status page and the metrics are asked for a thousand times a second.</summary>
internal sealed class WatchedUpgrades(Tools tools)
{
    public async Task<IReadOnlyList<Figure>> Run()
    {
        List<double> terms = [], gaps = [], rates = [];
        for (var chain = 0; chain < Upgrades.Chains; chain++)
        {
            using var home = Upgrades.Home(tools, chain);
            var address = FreeAddress();
            home.Serve(address);
            using var visor = VisorProcess.Start(tools, home);
            await visor.WhenLogged("status page is served at");
            await using (var load = new RequestLoad(new Uri($"http://{address}/")))
            {
                await visor.Until(StampKind.Start, Upgrades.PerChain + 1);
                rates.Add(load.Rate);
            }

            var stamps = home.Stamps.Read();
            await visor.Stop();
            terms.AddRange(Gaps.Milliseconds(stamps, StampKind.Due, StampKind.Term));
            gaps.AddRange(Gaps.Milliseconds(stamps, StampKind.Exit, StampKind.Start));
        }

        return
        [
            Figure.Of("due → SIGTERM, status page under load", "ms", 60, terms),
            Figure.Of("last old exit → new start, status page under load", "ms", 10, gaps),
            Figure.Of("requests answered meanwhile, each second", "", budget: null, rates),
        ];
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
