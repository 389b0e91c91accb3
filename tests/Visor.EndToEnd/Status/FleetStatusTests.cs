using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Serving;
using Xunit;

namespace Visor.EndToEnd.Status;

/// <summary><c>visor status --url</c>.</summary>
public sealed class FleetStatusTests
{
    [Fact]
    public async Task Several_pages_give_one_table_in_which_a_dead_one_is_a_row_and_keeps_nobody_waiting()
    {
        await using var served = await ServedNode.Start();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var dead = $"127.0.0.1:{FreePort()}";
        var began = Stopwatch.GetTimestamp();

        // Twenty that say nothing take as long as one.
        var (code, output) = await Ask([.. Enumerable.Repeat($"http://{silent.LocalEndpoint}", 20), $"http://{dead}/", $"{served.Address}"]);

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        code.ShouldBe(1, output);
        var lines = output.Split('\n');
        lines.Length.ShouldBe(23, output);
        lines[0].ShouldStartWith("HOST  ");
        lines[0].ShouldEndWith("  READY");
        lines[1..21].ShouldAllBe(l => l.EndsWith($"  NOT KNOWN: {silent.LocalEndpoint} did not answer within 5 s", StringComparison.Ordinal));
        lines[21].ShouldContain($"  NOT KNOWN: {dead} cannot be reached (Connection refused)");
        lines[22].ShouldStartWith($"{served.Address.Authority}  ");
        lines[22].ShouldEndWith("  ALL WELL");
        await served.Node.StopCleanly(served.Visor);
    }

    [Fact]
    public async Task Nodes_that_are_all_ready_are_exit_code_0_and_their_JSON_has_the_status_of_each()
    {
        await using var served = await ServedNode.Start();

        var (code, output) = await Ask($"{served.Address}", $"{served.Address}status.json", "--output", "json");

        code.ShouldBe(0, output);
        using var json = JsonDocument.Parse(output);
        json.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["format", "ready", "nodes"]);
        json.RootElement.GetProperty("ready").GetBoolean().ShouldBeTrue();
        foreach (var node in json.RootElement.GetProperty("nodes").EnumerateArray())
        {
            node.EnumerateObject().Select(p => p.Name).ShouldBe(["url", "host", "ready", "words", "status"]);
            node.GetProperty("words").GetString().ShouldBe("ALL WELL");
            node.GetProperty("status").GetProperty("node").GetProperty("release").GetString().ShouldBe(TestNode.Genesis);
        }

        await served.Node.StopCleanly(served.Visor);
        (await Ask($"{served.Address}", "--output", "json")).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "answered with HTTP 404; see that a Visor serves its status page there")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "serves an HTML page in place of a status")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "serves no status of a Visor")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"format\":2}", "serves a status of format 2, which a newer Visor wrote; use that Visor here")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n{", "sent far more than a status")]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n", "sent a response that is not HTTP")]
    public async Task Whatever_else_answers_there_is_told(string answer, string why)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var asked = Ask($"http://{server.LocalEndpoint}");
        using (var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
            var (code, output) = await asked;

            code.ShouldBe(1, output);
            output.ShouldContain($"NOT KNOWN: {server.LocalEndpoint} {why}");
        }
    }

    [Theory]
    [InlineData("is not the address of a status page", "validator:9480")]
    [InlineData("--watch is for one home", "http://127.0.0.1:1", "--watch")]
    [InlineData("give one of them", "http://127.0.0.1:1", "--home", "/tmp")]
    public async Task What_makes_no_sense_is_a_usage_error(string message, params string[] words)
    {
        var (code, output) = await Ask(words);

        code.ShouldBe(64, output);
        output.ShouldContain(message);
    }

    // The first words are addresses, up to the first flag.
    private static async Task<(int ExitCode, string Output)> Ask(params string[] words)
    {
        var urls = words.TakeWhile(w => !w.StartsWith('-')).ToList();
        await using var visor = VisorProcess.Start(["status", .. urls.SelectMany(u => new[] { "--url", u }), .. words.Skip(urls.Count)]);
        return (await visor.WaitForExit(), visor.Output);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
