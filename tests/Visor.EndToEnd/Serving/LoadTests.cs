using System.Net;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Serving;

public sealed class LoadTests
{
    private const int Clients = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_node_is_upgraded_while_a_thousand_requests_come_in_each_second()
    {
        await using var served = await ServedNode.Start();
        await served.Node.Prepare("v0.2.0");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var load = Enumerable.Range(0, Clients).Select(i => Load(served, i, enough.Token)).ToArray();

        served.Node.Network.UpgradeIn(40, "v0.2.0");
        await served.Node.Ready("v0.2.0");
        await enough.CancelAsync();
        var answers = (await Task.WhenAll(load)).Sum();

        answers.ShouldBeGreaterThan(Clients);
        served.Node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        using var page = await served.Ask("/");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("v0.2.0 runs and its core answers");
        await served.Node.StopCleanly(served.Visor);
    }

    /// <returns>The number of answers.</returns>
    private static async Task<int> Load(ServedNode served, int number, CancellationToken enough)
    {
        string[] paths = ["/", "/status.json", "/healthz", "/metrics"];
        var answers = 0;
        using var pace = new PeriodicTimer(Pace);
        try
        {
            while (await pace.WaitForNextTickAsync(enough))
            {
                using var answer = await served.Ask(paths[(number + answers) % paths.Length]);
                answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
                answers++;
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // Enough.
        }

        return answers;
    }
}
