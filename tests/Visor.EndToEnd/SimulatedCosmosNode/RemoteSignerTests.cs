using System.Net;
using System.Net.Sockets;
using System.Text;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>A node whose key is held by another process, which connects to it.</summary>
public sealed class RemoteSignerTests
{
    private const string Key = "5D6A51A8E9899C44";

    [Fact]
    public async Task Without_its_signer_the_node_ends_before_its_RPC_opens()
    {
        await using var home = CosmosHome.Create();
        Wait(home, patienceMs: 200);

        var node = home.Start();

        (await node.WaitForExit()).ShouldBe(1, node.Output);
        node.Output.ShouldContain("error with private validator socket client: can't get pubkey");
        home.Ledger.All("rpc-open").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task It_starts_when_the_signer_has_come_and_signs_with_that_key(string dialect)
    {
        await using var home = CosmosHome.Create(dialect);
        File.Delete(home.In("config", "priv_validator_key.json"));
        File.Delete(home.In("data", "priv_validator_state.json"));
        var address = Wait(home);
        home.Network.Pause(3);
        home.Start();
        await home.Ledger.WaitFor("loaded");
        (await home.Rpc.Store()).ShouldBeNull();

        using var signer = await Connect(address);
        await home.Rpc.Reaches(3);

        var status = await home.Rpc.Call("status");
        status.GetProperty("validator_info").GetProperty("address").GetString().ShouldBe(Key);
        status.GetProperty("validator_info").GetProperty("voting_power").GetString().ShouldBe("10");
        File.ReadAllText(home.In("data", "priv_validator_state.json")).ShouldBe("""{"height":"0","round":0,"step":0}""");
    }

    [Fact]
    public async Task It_lives_on_when_its_signer_is_gone()
    {
        await using var home = CosmosHome.Create();
        var address = Wait(home);
        home.Network.Pause(3);
        home.Start();
        using (await Connect(address))
            await home.Rpc.Reaches(3);

        home.Network.Pause(5);

        await home.Rpc.Reaches(5);
    }

    [Fact]
    public async Task Several_nodes_of_one_signer_are_no_double()
    {
        await using var home = CosmosHome.Create();
        await using var other = CosmosHome.Beside(home, "other");
        home.Network.Pause(3);
        foreach (var node in (CosmosHome[])[home, other])
        {
            var address = Wait(node);
            node.Start();
            using var signer = await Connect(address);
            await node.Rpc.Reaches(3);
        }

        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    private static IPEndPoint Wait(CosmosHome home, int? patienceMs = null)
    {
        var random = Random.Shared;
        var address = new IPEndPoint(IPAddress.Parse($"127.{random.Next(1, 255)}.{random.Next(256)}.{random.Next(1, 255)}"), 26659);
        home.Write("config/config.toml", $"priv_validator_laddr = \"tcp://{address}\"\n{File.ReadAllText(home.In("config", "config.toml"))}");
        if (patienceMs is { } milliseconds)
            home.Network.Set("signerWaitMs", milliseconds);
        return address;
    }

    private static async Task<Socket> Connect(IPEndPoint address)
    {
        var signer = await Eventually.See(() => TryConnect(address), () => $"a node that waits for its signer at {address}");
        await signer.SendAsync(Encoding.UTF8.GetBytes(Key + "\n"), TestContext.Current.CancellationToken);
        return signer;
    }

    private static async Task<Socket?> TryConnect(IPEndPoint address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, TestContext.Current.CancellationToken);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null; // It does not listen yet.
        }
    }
}
