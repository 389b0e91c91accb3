using System.Net;
using Shouldly;
using Xunit;

namespace Visor.EndToEnd.Serving;

public sealed class RoutesTests
{
    [Fact]
    public async Task Each_route_answers_what_it_is_for_and_changes_nothing()
    {
        await using var served = await ServedNode.Start();

        (await Text(served, "/healthz")).ShouldBe((HttpStatusCode.OK, "ready\nALL WELL: v0.1.0 runs and its core answers\n"));
        (await Text(served, "/livez")).ShouldBe((HttpStatusCode.OK, "alive\n"));
        var (_, page) = await Text(served, "/");
        page.ShouldContain("ALL WELL");
        page.ShouldContain("v0.1.0 runs and its core answers");
        var (_, json) = await Text(served, "/status.json");
        json.ShouldBe(await File.ReadAllTextAsync(served.Node.In(".visor", "status.json"), Cancellation));
        using (var metrics = await served.Ask("/metrics"))
        {
            metrics.StatusCode.ShouldBe(HttpStatusCode.OK);
            metrics.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        }

        (await Text(served, "/nothing-here")).Code.ShouldBe(HttpStatusCode.NotFound);
        (await Text(served, "/../../etc/passwd")).Code.ShouldBe(HttpStatusCode.NotFound);
        await served.Node.StopCleanly(served.Visor);
    }

    [Fact]
    public async Task What_would_keep_the_node_from_being_started_again_is_on_the_page_for_as_long_as_it_does()
    {
        await using var served = await ServedNode.Start();
        var current = served.Node.In("current");

        File.Delete(current);
        await Eventually.See(async () => (await Text(served, "/")).Text.Contains($"{current} is missing; restore the link", StringComparison.Ordinal) ? served : null, served.Node.Everything);
        (await Text(served, "/")).Text.ShouldContain("the node could not be restarted now");

        File.CreateSymbolicLink(current, "genesis");
        await Eventually.See(async () => (await Text(served, "/")).Text.Contains("could not be restarted", StringComparison.Ordinal) ? null : served, served.Node.Everything);
        (await Text(served, "/healthz")).ShouldBe((HttpStatusCode.OK, "ready\nALL WELL: v0.1.0 runs and its core answers\n"));
        await served.Node.StopCleanly(served.Visor);
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body_and_nothing_else_is_allowed()
    {
        await using var served = await ServedNode.Start();
        foreach (var path in new[] { "/", "/status.json", "/healthz", "/livez", "/metrics" })
        {
            using var head = await served.Ask(path, HttpMethod.Head);
            head.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await head.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
            foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Options, HttpMethod.Patch })
            {
                using var refused = await served.Ask(path, method);
                refused.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
                refused.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
            }
        }

        using var content = new StringContent("hello");
        using var withBody = await served.Ask("/", HttpMethod.Post, content: content);
        withBody.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_foreign_name_that_leads_here_reads_nothing()
    {
        await using var served = await ServedNode.Start();
        foreach (var path in new[] { "/", "/status.json", "/healthz", "/livez", "/metrics" })
        {
            using var answer = await served.Ask(path, host: "rebound.example:80");
            answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("the host name \"rebound.example:80\" is not allowed");
        }

        using var local = await served.Ask("/healthz", host: "localhost");
        local.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_node_that_is_down_is_not_well_and_says_why()
    {
        await using var served = await ServedNode.Start();
        served.Node.Write("config.toml", "restartsDelaySeconds = 600\n" + ServedNode.Listen);
        await served.Visor.WaitForLine("Configuration reloaded");
        served.Node.Signal(Native.SigKill);
        await served.Node.WaitForStatus(s => s.Node.State is "restarting", "restarting");
        var (code, text) = await Text(served, "/healthz");
        code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldStartWith("restarting: ");
        (await Text(served, "/")).Text.ShouldContain("RESTARTING");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<(HttpStatusCode Code, string Text)> Text(ServedNode served, string path)
    {
        using var answer = await served.Ask(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_Prometheus_that_asks_by_a_full_name_or_a_name_of_its_network_is_answered_once_the_name_is_allowed()
    {
        await using var served = await ServedNode.Start(prepare: node =>
        {
            node.Configure(ServedNode.Listen + "allowedHosts = [\"validator.ops.example.com\", \"visor\", \"*.tail1234.ts.net\"]\n");
            return Task.CompletedTask;
        });
        foreach (var (host, status) in new[]
        {
            ("validator.ops.example.com:9480", 200), ("visor:9480", 200), ("validator-1.tail1234.ts.net:9480", 200), ("visor.evil.example:9480", 421),
        })
        {
            using var answer = await served.Ask("/metrics", host: host);
            ((int)answer.StatusCode).ShouldBe(status, host);
        }
    }
}
