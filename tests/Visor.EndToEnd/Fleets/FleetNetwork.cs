using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Fleets;

/// <summary>
/// Network namespaces (ip-netns(8)) of a test: one of the operator, and one of each machine, joined by a bridge in the operator's. Nothing of
/// it is seen outside, so the addresses are those of documentation (RFC 5737). Disposing removes them.
/// </summary>
internal sealed class FleetNetwork : IAsyncDisposable
{
    private readonly string _name = $"visor-{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8]}";
    private readonly List<string> _spaces = [];

    /// <summary>The operator's namespace.</summary>
    public string Operator => $"{_name}-0";

    public static async Task<FleetNetwork> Create()
    {
        var network = new FleetNetwork();
        await network.Add(network.Operator);
        await Succeed("-n", network.Operator, "link", "add", "bridge", "type", "bridge");
        await Succeed("-n", network.Operator, "addr", "add", "192.0.2.1/24", "dev", "bridge");
        await Succeed("-n", network.Operator, "link", "set", "bridge", "up");
        return network;
    }

    /// <summary>Adds the namespace of a machine.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> Join(string address)
    {
        var (space, port) = ($"{_name}-{_spaces.Count}", $"port{_spaces.Count}");
        await Add(space);
        await Succeed("-n", Operator, "link", "add", port, "type", "veth", "peer", "name", "host0", "netns", space);
        await Succeed("-n", Operator, "link", "set", port, "master", "bridge", "up");
        await Succeed("-n", space, "addr", "add", $"{address}/24", "dev", "host0");
        await Succeed("-n", space, "link", "set", "host0", "up");
        return space;
    }

    /// <summary>Nothing answers behind an address any more.</summary>
    public static Task Cut(string space) => Succeed("-n", space, "link", "set", "host0", "down");

    public async ValueTask DisposeAsync()
    {
        foreach (var space in Enumerable.Reverse(_spaces))
            await TestProcess.Run("ip", "netns", "del", space);
    }

    private async Task Add(string space)
    {
        await Succeed("netns", "add", space);
        _spaces.Add(space);
        await Succeed("-n", space, "link", "set", "lo", "up");
    }

    private static async Task Succeed(params string[] args)
    {
        var (exitCode, output) = await TestProcess.Run("ip", args);
        exitCode.ShouldBe(0, $"ip {string.Join(' ', args)}: {output}");
    }
}
