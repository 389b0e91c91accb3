using System.Net;
using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SimulatedNode;

public sealed class RpcTests
{
    [Fact]
    public async Task A_request_it_does_not_understand_is_answered_with_plain_text()
    {
        await using var core = new SimulatedCore();
        await core.StartOld();
        await core.Ledger.WaitFor("rpc-open");

        (await core.Rpc.Post(CoreRpc.UpgradeStatus, contentType: "text/plain"))
            .ShouldBe((HttpStatusCode.UnsupportedMediaType, "rpc: unrecognized Content-Type: text/plain"));
        (await core.Rpc.Post(CoreRpc.UpgradeStatus, path: "/elsewhere")).ShouldBe((HttpStatusCode.NotFound, "404 page not found\n"));
        (await core.Rpc.Post("""{"method":"protocolupgrade.Nothing","params":[{}],"id":1}"""))
            .ShouldBe((HttpStatusCode.BadRequest, "rpc: can't find method \"protocolupgrade.Nothing\""));
        (await core.Rpc.Post("""{"method":"other.UpgradeStatus","params":[{}],"id":1}"""))
            .ShouldBe((HttpStatusCode.BadRequest, "rpc: can't find service \"other.UpgradeStatus\""));
        (await core.Rpc.Post("""{"method":"UpgradeStatus","params":[{}],"id":1}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await core.Rpc.Post("{")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("empty", """{"VegaReleaseTag":"","UpgradeBlockHeight":0}""")]
    public async Task Nothing_accepted_is_said_as_the_network_file_wants_it(string form, string expected)
    {
        await using var core = new SimulatedCore(form);
        await core.StartOld();
        await core.Ledger.WaitFor("rpc-open");

        var (status, body) = await core.Rpc.Post(CoreRpc.UpgradeStatus, contentType: "application/json; charset=utf-8");

        status.ShouldBe(HttpStatusCode.OK);
        body.ShouldBe($$"""{"result":{"AcceptedReleaseInfo":{{expected}},"ReadyToUpgrade":false},"error":null,"id":7}""" + "\n");
    }

    [Fact]
    public async Task The_id_comes_back_as_it_was_and_a_notification_has_no_answer()
    {
        await using var core = new SimulatedCore();
        await core.StartOld();
        await core.Ledger.WaitFor("rpc-open");

        (await core.Rpc.Post("""{"method":"protocolupgrade.UpgradeStatus","params":[{}],"id":"a\"b"}""")).Body.ShouldContain("\"id\":\"a\\\"b\"");
        (await core.Rpc.Post("""{"method":"protocolupgrade.UpgradeStatus","params":[{}]}""")).Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_accepted_upgrade_that_is_withdrawn_is_not_announced_any_more()
    {
        await using var core = new SimulatedCore();
        await core.StartOld();
        await core.Ledger.WaitFor("block-after-start");

        core.Network.Upgrade("v0.2.0", 1, 100_000);
        var announced = await core.Ledger.WaitFor(l => l.Detail is "v0.2.0@100000", "acceptance");
        (await core.Rpc.Ask()).GetProperty("AcceptedReleaseInfo").GetProperty("UpgradeBlockHeight").GetInt64().ShouldBe(100_000);

        core.Network.Upgrade("v0.3.0", announced.Height + 1, 200_000, withdrawnAtHeight: core.Network.Height + 20);
        await core.Ledger.WaitFor(l => l.Detail is "v0.3.0@200000", "change");
        await core.Ledger.WaitFor(l => l.Is("accepted") && l.Detail is "nothing", "withdrawal");
        (await core.Rpc.Ask()).GetProperty("AcceptedReleaseInfo").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("garbage-rpc", HttpStatusCode.OK)]
    [InlineData("html-rpc", HttpStatusCode.OK)]
    [InlineData("http-500", HttpStatusCode.InternalServerError)]
    [InlineData("null-body", HttpStatusCode.OK)]
    public async Task A_wrong_answer_comes_on_request(string what, HttpStatusCode expected)
    {
        await using var core = new SimulatedCore();
        await core.Misbehave(what);
        await core.Ledger.WaitFor("rpc-open");

        (await core.Rpc.Post(CoreRpc.UpgradeStatus)).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("close-rpc")]
    [InlineData("garbage-http")]
    public async Task A_broken_connection_comes_on_request(string what)
    {
        await using var core = new SimulatedCore();
        await core.Misbehave(what);
        await core.Ledger.WaitFor("rpc-open");

        await Should.ThrowAsync<HttpRequestException>(() => core.Rpc.Post(CoreRpc.UpgradeStatus));
    }
}
