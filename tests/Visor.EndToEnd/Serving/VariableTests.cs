using System.Net;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Serving;

/// <summary>Keys of the configuration that come from the environment, as a container is given them.</summary>
public sealed class VariableTests
{
    [Fact]
    public async Task A_variable_wins_over_the_file_also_when_the_file_changes()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\n");
        using var client = new HttpClient();
        var visor = node.Run(environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["VISOR_STATUS__LISTEN"] = "127.0.0.1:0" });
        await node.Ready(TestNode.Genesis);
        await visor.WaitForLine("These environment variables win over config.toml: VISOR_STATUS__LISTEN");
        var address = await ServedNode.AddressOf(visor, 1);
        (await Text(client, new Uri(address, "/healthz"))).ShouldStartWith("ready\n");

        node.Configure("maxNumberOfRestarts = 2\n[status]\nlisten = \"127.0.0.1:1\"\n");
        await visor.WaitForLine("Configuration reloaded");
        (await Text(client, new Uri(address, "/livez"))).ShouldBe("alive\n");
        visor.Lines.Count(l => l.Contains("is served at", StringComparison.Ordinal)).ShouldBe(1, visor.Output);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_variable_that_says_nothing_sensible_stops_a_start_before_anything_runs()
    {
        await using var node = await TestNode.Create();

        var visor = node.Run(environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["VISOR_MAX_NUMBER_OF_RESTARTS"] = "many" });

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        visor.Output.ShouldContain("environment variable VISOR_MAX_NUMBER_OF_RESTARTS: maxNumberOfRestarts: must be a whole number of 0 or more");
        node.Ledger.Lines.ShouldBeEmpty();
    }

    private static async Task<string> Text(HttpClient client, Uri address)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
