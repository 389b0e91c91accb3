using System.Net;
using System.Net.Sockets;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Serving;

public sealed class ListenTests
{
    [Fact]
    public async Task Listening_begins_moves_and_ends_with_the_configuration()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        visor.Output.ShouldNotContain("is served");

        node.Configure(ServedNode.Listen);
        var first = await ServedNode.AddressOf(visor, 1);
        (await Answers(first)).ShouldBeTrue();

        node.Configure("[status]\nlisten = \"127.0.0.2:0\"\n");
        var second = await ServedNode.AddressOf(visor, 2);
        second.Host.ShouldBe("127.0.0.2");
        (await Answers(second)).ShouldBeTrue();
        (await Answers(first)).ShouldBeFalse();

        node.Configure("");
        await visor.WaitForLine("Stopped serving the status page at 127.0.0.2:0");
        (await Answers(second)).ShouldBeFalse();
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_port_in_use_neither_stops_nor_delays_the_node_and_is_taken_when_it_is_free()
    {
        var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var node = await TestNode.Create(config: $"[status]\nlisten = \"127.0.0.1:{port}\"\n");
        var visor = await node.RunUntilReady();
        (await visor.WaitForLine("Cannot serve the status page")).ShouldContain("another program is listening there");

        other.Dispose();
        (await Answers(await ServedNode.AddressOf(visor, 1))).ShouldBeTrue();
        visor.Lines.Count(l => l.Contains("Cannot serve the status page", StringComparison.Ordinal)).ShouldBe(1);
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Other_machines_are_refused_by_the_configuration_unless_they_are_allowed()
    {
        await using var node = await TestNode.Create(config: "[status]\nlisten = \"0.0.0.0:0\"\n");
        var visor = node.Run();
        (await visor.WaitForExit()).ShouldBe(78);
        visor.Output.ShouldContain("allowRemote");

        node.Configure("[status]\nlisten = \"0.0.0.0:0\"\nallowRemote = true\n");
        var allowed = await node.RunUntilReady();
        var address = await ServedNode.AddressOf(allowed, 1);
        (await Answers(new UriBuilder(address) { Host = "127.0.0.1" }.Uri)).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_in_the_environment_has_a_say_in_it()
    {
        await using var node = await TestNode.Create();
        var visor = node.Run(environment: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_URLS"] = "http://127.0.0.1:0",
            ["Kestrel__Endpoints__Http__Url"] = "http://127.0.0.1:0",
        });
        await node.Ready(TestNode.Genesis);
        ListeningSockets(visor.Pid).ShouldBe(0);
        await node.StopCleanly(visor);
    }

    private static async Task<bool> Answers(Uri address)
    {
        using var client = new HttpClient();
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/healthz"), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Of proc_net(5): the inode of a TCP socket in state 0A listens.
    private static int ListeningSockets(int pid)
    {
        var mine = Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Select(f => new FileInfo(f).LinkTarget).ToHashSet(StringComparer.Ordinal);
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(f => f.Length > 9 && f[3] is "0A" && mine.Contains($"socket:[{f[9]}]"));
    }
}
