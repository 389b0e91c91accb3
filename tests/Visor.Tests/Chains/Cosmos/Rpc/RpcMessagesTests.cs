using System.Text;
using System.Text.Json;
using Shouldly;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Rpc;

[Edge]
public sealed class RpcMessagesTests
{
    [Fact]
    public void A_batch_is_understood_by_its_ids()
    {
        var report = Read(With("abci-info-at-halt", 2), With("status-at-halt", 1), With("plan", 3));

        (report.StoreHeight, report.AppHeight).ShouldBe((30000000UL, (ulong?)29999999UL));
        report.AppVersion.ShouldBe("v28.0.0");
        report.Plan.ShouldBe(new PlanReport.Agreed(new UpgradeInfo(new UpgradeName("v29"), 30000000, "{}")));
    }

    [Theory]
    [InlineData("none-empty", typeof(PlanReport.None))]
    [InlineData("app-not-ready", typeof(PlanReport.Unknown))]
    [InlineData("panic-in-app", typeof(PlanReport.Unknown))]
    public void What_the_app_answers_instead_of_a_plan_is_told_apart(string envelope, Type expected) =>
        Read(With("status-following", 1), With(envelope, 3)).Plan.ShouldBeOfType(expected);

    [Fact]
    public void An_app_without_the_module_says_so_with_code_6() =>
        Read(With("status-following", 1), """{"jsonrpc":"2.0","id":3,"result":{"response":{"code":6,"log":"unknown query path: unknown request","value":null,"codespace":"sdk"}}}""")
            .Plan.ShouldBe(new PlanReport.NoModule());

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void An_empty_value_in_every_form_is_no_plan(string value) =>
        Read(With("status-following", 1), """{"jsonrpc":"2.0","id":3,"result":{"response":{"code":0,"value":VALUE}}}""".Replace("VALUE", value, StringComparison.Ordinal)).Plan.ShouldBe(new PlanReport.None());

    [Fact]
    public void Before_the_first_block_the_app_stands_at_0() =>
        Read(With("status-following", 1), """{"jsonrpc":"2.0","id":2,"result":{"response":{"data":"appd","version":"v1"}}}""").AppHeight.ShouldBe(0UL);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request","data":"batch request exceeds maximum (10) allowed number of requests"}}""", "batch request exceeds maximum")]
    [InlineData("""[]""", "`status` is missing")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}]""", "Method not found")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":{"sync_info":{"latest_block_height":"-1"}}}]""", "latest_block_height")]
    [InlineData("""<html>""", "not JSON")]
    [InlineData("""7""", "not a list")]
    [InlineData("", "not JSON")]
    public void What_is_no_answer_is_told_with_its_reason(string body, string words) =>
        Should.Throw<FormatException>(() => RpcMessages.Read(Encoding.UTF8.GetBytes(body))).Message.ShouldContain(words);

    [Fact]
    public void Numbers_of_64_bits_are_sent_as_strings()
    {
        using var batch = JsonDocument.Parse(RpcMessages.Batch(new UpgradeName("v29")));
        batch.RootElement.GetArrayLength().ShouldBe(4);
        batch.RootElement[2].GetProperty("params").GetProperty("height").GetString().ShouldBe("0");
        batch.RootElement[3].GetProperty("params").GetProperty("data").GetString().ShouldBe("0a03763239");
    }

    private static NodeReport Read(params string[] answers) => RpcMessages.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', answers)}]"));

    private static string With(string envelope, int id)
    {
        var body = CurrentPlanData.Envelopes.Single(e => string.Equals(e.GetProperty("id").GetString(), envelope, StringComparison.Ordinal)).GetProperty("body");
        return string.Concat("{\"id\":", id.ToString(System.Globalization.CultureInfo.InvariantCulture), ",\"result\":", body.GetProperty("result").GetRawText(), "}");
    }
}
