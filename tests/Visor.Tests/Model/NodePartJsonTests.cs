using System.Text.Json;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Status;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Model;

[Pure]
public sealed class NodePartJsonTests
{
    private static readonly ProcessStatus Core = new(101, 5001, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), 3);

    private static readonly NodePart Node = new("ready", "v0.75.3", "answers", Reason: null, 1_000_000, VegaNode.Processes(Core), VegaNode.Restarts(3, 0, 1, 2))
    {
        Absent = [VegaRoles.DataNode],
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        Again(Node).ShouldBe(Node);
        var both = Node with { Processes = VegaNode.Processes(core: null, Core), Absent = [], Height = null, Reason = "why" };
        Again(both).ShouldBe(both);
    }

    [Fact]
    public void A_process_stands_in_the_list_and_under_its_own_name()
    {
        using var json = JsonDocument.Parse(Text(Node));
        json.RootElement.GetProperty("processes")[0].GetProperty("name").GetString().ShouldBe("core");
        json.RootElement.GetProperty("core").GetProperty("pid").GetInt32().ShouldBe(101);
        json.RootElement.GetProperty("dataNode").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("withDataNode").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("restarts").GetProperty("coreSilent").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"pid":101,"startTime":5001,"since":"2026-03-01T12:00:00+00:00","restarts":3}""", "null", "false")]
    [InlineData("null", """{"pid":101,"startTime":5001,"since":"2026-03-01T12:00:00+00:00","restarts":3}""", "true")]
    [InlineData("null", "null", "true")]
    public void What_a_Visor_without_the_list_has_written_is_read(string core, string dataNode, string withDataNode)
    {
        var node = JsonSerializer.Deserialize(
            $$$"""{"state":"ready","release":"v0.75.3","rpc":"answers","reason":null,"height":7,"core":{{{core}}},"dataNode":{{{dataNode}}},"withDataNode":{{{withDataNode}}},"restarts":{"coreEnded":1,"dataNodeEnded":2,"coreSilent":3,"startFailed":4}}""",
            StatusJson.Default.NodePart).ShouldNotBeNull();

        node.Processes.Select(p => p.Role).ShouldBe(withDataNode is "true" ? [VegaRoles.Core, VegaRoles.DataNode] : [VegaRoles.Core]);
        node.Processes.Count(p => p.Running?.Pid == 101).ShouldBe(core is "null" && dataNode is "null" ? 0 : 1);
        node.Absent.ShouldBe(withDataNode is "true" ? [] : [VegaRoles.DataNode]);
        node.Restarts.ShouldBe(VegaNode.Restarts(1, 2, 3, 4));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"state":"ready","release":"v1","rpc":"answers","processes":[{"pid":1}]}""")]
    [InlineData("""{"state":"ready","release":"v1","rpc":"answers","height":-1,"processes":[]}""")]
    [InlineData("""{"state":"ready","release":"v1","rpc":"answers","processes":[{"name":"core","pid":"x"}]}""")]
    public void What_is_no_node_is_refused(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize(json, StatusJson.Default.NodePart));

    private static string Text(NodePart node) => JsonSerializer.Serialize(node, StatusJson.Default.NodePart);

    private static NodePart? Again(NodePart node) => JsonSerializer.Deserialize(Text(node), StatusJson.Default.NodePart);
}
