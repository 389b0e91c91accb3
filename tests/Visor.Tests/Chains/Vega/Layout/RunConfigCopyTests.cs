using Shouldly;
using Visor.Chains;
using Visor.Chains.Vega.Layout.Copying;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Vega.Layout;

[Pure]
public sealed class RunConfigCopyTests
{
    private const string Rpc = "[vega.rpc]\nsocketPath = \"/s\"\n";

    [Theory]
    [InlineData("""["start"]""", """["start"]""")]
    [InlineData("""["start", "--snapshot.load-from-block-height", "5", "--home", "/v"]""", """["start", "--home", "/v"]""")]
    [InlineData("""["start", "--snapshot.load-from-block-height=5", "--home", "/v"]""", """["start", "--home", "/v"]""")]
    [InlineData("""["start", "--snapshot.load-from-block-height", "-1"]""", """["start"]""")]
    [InlineData("""["start", "--snapshot.load-from-block-height", "--home", "/v"]""", """["start", "--home", "/v"]""")]
    [InlineData("""[ "start",  "--snapshot.load-from-block-height=5" ]""", """[ "start" ]""")]
    [InlineData("""["--snapshot.load-from-block-height=5", 'start', ]""", """['start', ]""")]
    [InlineData("""["--snapshot.load-from-block-height", "5"]""", "[]")]
    [InlineData("""["--snapshot.load-from-block-heights=5"]""", """["--snapshot.load-from-block-heights=5"]""")]
    [InlineData("[\n  \"start\", # a\n  \"--snapshot.load-from-block-height\", # b\n  \"5\",\n  # c\n  \"--x\",\n]", "[\n  \"start\", # a\n  # b\n  # c\n  \"--x\",\n]")]
    [InlineData("[\n  \"start\", # a\n  \"--snapshot.load-from-block-height\",\n  \"5\"\n]", "[\n  \"start\" # a\n]")]
    [InlineData("[\n  \"start\"\n  , \"--snapshot.load-from-block-height\" # b\n  , \"5\"\n  , \"--x\"\n]", "[\n  \"start\"\n  , # b\n  \"--x\"\n]")]
    public void The_height_of_a_snapshot_is_not_taken_over(string arguments, string expected) =>
        Copy($"name = 'v2'\nvega.binary.path = \"vega\"\nvega.binary.args = {arguments}\n{Rpc}").Text
            .ShouldBe($"name = 'v2'\nvega.binary.path = \"vega\"\nvega.binary.args = {expected}\n{Rpc}");

    [Theory]
    [InlineData("""["start", "--home", "/v"]""", """["datanode", "start", "--home", "/v"]""")]
    [InlineData("""['node', "--home", "/v"]""", """["datanode", "start", "--home", "/v"]""")]
    [InlineData("""["--home", "/v"]""", """["datanode", "start", "--home", "/v"]""")]
    [InlineData("""["datanode", "start"]""", """["datanode", "start"]""")]
    [InlineData("""["datanode", "node"]""", """["datanode", "node"]""")]
    [InlineData("""["init"]""", """["init"]""")]
    [InlineData("""[""]""", """[""]""")]
    [InlineData("[]", """["datanode", "start"]""")]
    [InlineData("[ # none\n]", "[\"datanode\", \"start\" # none\n]")]
    [InlineData("""["--snapshot.load-from-block-height", "5", "start"]""", """["datanode", "start"]""")]
    [InlineData("""["--snapshot.load-from-block-height", "5"]""", """["datanode", "start"]""")]
    [InlineData("[\n\t\"--home\", \"/v\", # where\n]", "[\n\t\"datanode\", \"start\", \"--home\", \"/v\", # where\n]")]
    public void A_data_node_is_started_by_the_command_of_the_one_binary(string arguments, string expected) =>
        Copy($"name = 'v2'\nvega.binary.path = \"vega\"\ndata_node.binary = {{ args = {arguments}, path = 'data-node' }}\n{Rpc}").Text
            .ShouldBe($"name = 'v2'\nvega.binary.path = \"vega\"\ndata_node.binary = {{ args = {expected}, path = \"vega\" }}\n{Rpc}");

    [Theory]
    [InlineData("[data_node.binary]\r\n  Path = 'x' # old\r\n", "[data_node.binary]\r\n  Path = \"vega\" # old\r\n  args = [\"datanode\", \"start\"]\r\n")]
    [InlineData("[data_node.binary]\r\npath = 'x'", "[data_node.binary]\r\npath = \"vega\"\r\nargs = [\"datanode\", \"start\"]")]
    [InlineData("[data_node]\r\n\"binary\" . path = 'x'\r\n", "[data_node]\r\n\"binary\" . path = \"vega\"\r\n\"binary\" . args = [\"datanode\", \"start\"]\r\n")]
    [InlineData("[data_node]\r\nbinary = { path = 'x' }\r\n", "[data_node]\r\nbinary = { path = \"vega\", args = [\"datanode\", \"start\"] }\r\n")]
    [InlineData("data_node = { binary.path = 'x' }\r\n", "data_node = { binary.path = \"vega\", binary.args = [\"datanode\", \"start\"] }\r\n")]
    public void Arguments_that_are_not_there_are_added_beside_the_path(string dataNode, string expected)
    {
        const string core = "name = 'v2'\r\nvega = { binary.path = \"vega\", rpc.socketPath = \"/s\" }\r\n";

        Copy(core + dataNode).Text.ShouldBe(core + expected);
    }

    [Fact]
    public void A_name_is_replaced_or_added_at_the_top()
    {
        const string core = "vega = { binary.path = \"vega\", rpc.socketPath = \"/s\" }\r\n";

        Copy($"# top\nNAME = '''v1''' # keep\n{core}").Text.ShouldBe($"# top\nNAME = \"v2\" # keep\n{core}");
        Copy($"# top\r\n{core}").Text.ShouldBe($"name = \"v2\"\r\n# top\r\n{core}");
        Copy($"\uFEFF{core}").Text.ShouldBe($"\uFEFFname = \"v2\"\r\n{core}");
    }

    [Fact]
    public void Keys_that_Visor_does_not_know_may_differ_in_case_alone()
    {
        const string text = "name = \"v2\"\nvega = { binary.path = \"vega\", rpc.socketPath = \"/s\" }\n[other]\nFoo = 1\nfoo = 2\n";

        Copy(text).Text.ShouldBe(text);
    }

    [Fact]
    public void What_was_changed_is_shown_as_lines_that_were_and_lines_that_are() =>
        Copy("""
            # How the node is run.
            name = "v1" # label
            [vega.binary]
            path = "/usr/bin/vega"
            args = [
                "start",
                "--snapshot.load-from-block-height", "5", # recover
                "--snapshot.load-from-block-height=7",
                "--home", "/v",
            ]
            [vega.rpc]
            socketPath = "/s"
            [data_node.binary]
            path = "data-node"
            args = ["node"]
            """).Changes.ShouldBe([
            "- name = \"v1\" # label",
            "+ name = \"v2\" # label",
            "- path = \"/usr/bin/vega\"",
            "+ path = \"vega\"",
            "-     \"--snapshot.load-from-block-height\", \"5\", # recover",
            "-     \"--snapshot.load-from-block-height=7\",",
            "+     # recover",
            "- path = \"data-node\"",
            "- args = [\"node\"]",
            "+ path = \"vega\"",
            "+ args = [\"datanode\", \"start\"]",
        ]);

    [Fact]
    public void A_copy_of_a_copy_changes_nothing()
    {
        var copy = Copy($"vega.binary = {{ path = \"vega\", args = [\"start\"] }}\ndata_node.binary.path = \"x\"\n{Rpc}").Text;

        var again = Copy(copy);

        again.Text.ShouldBe(copy);
        again.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_binary_is_written_as_TOML_wants_it() =>
        Copy($"name = 'v2'\nvega.binary.path = \"x\"\n{Rpc}", "a \"b\"\\c").Text.ShouldBe($"name = 'v2'\nvega.binary.path = \"a \\\"b\\\"\\\\c\"\n{Rpc}");

    [Theory]
    [InlineData("name = ", "/home/v/v1/run-config.toml:1:")]
    [InlineData("name = \"v1\"", "vega.binary.path")]
    public void A_broken_source_is_refused_with_its_place(string source, string place)
    {
        var message = Should.Throw<DefinitionException>(() => Copy(source)).Message;

        message.ShouldStartWith("/home/v/v1/run-config.toml cannot be copied");
        message.ShouldContain(place);
    }

    private static DefinitionCopy Copy(string source, string binary = "vega") =>
        RunConfigCopy.Create(source, "/home/v/v1/run-config.toml", ReleaseTag.Parse("v2"), binary);
}
