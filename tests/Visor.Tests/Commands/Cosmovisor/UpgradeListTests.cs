using Shouldly;
using Visor.Commands.Cosmovisor;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Commands.Cosmovisor;

[Edge]
public sealed class UpgradeListTests
{
    [Theory]
    [InlineData("v2,/opt/a,10\nv3,/opt/b,20\n")]
    [InlineData("v2,/opt/a,10\r\n\r\nv3,/opt/b,20")]
    [InlineData("\"v2\", /opt/a , 10\n\"v3\",\"/opt/b\",20")]
    public void A_file_has_a_line_for_each(string csv) => UpgradeList.OfCsv(csv, "f").ShouldBe([new("v2", "/opt/a", 10), new("v3", "/opt/b", 20)]);

    [Fact]
    public void A_quoted_field_may_hold_everything() => UpgradeList.OfCsv("\"a,\"\"b\"\"\n\",/opt/a,10\n\"c\",/opt/c,11\n", "f").ShouldBe([new("a,\"b\"", "/opt/a", 10), new("c", "/opt/c", 11)]);

    [Fact]
    public void The_command_line_may_be_one_list_or_several() =>
        UpgradeList.Read(file: null, ["v2:/opt/a:10,v3:/opt/b:20", "v4:/opt/c:30"]).ShouldBe([new("v2", "/opt/a", 10), new("v3", "/opt/b", 20), new("v4", "/opt/c", 30)]);

    [Theory]
    [InlineData("v2,/opt/a\n", "f:1: there are 2 parts, not 3; write name,binary,height in each line, such as v2,/opt/gaiad-v2,1200000")]
    [InlineData("\nv2,/opt/a,soon\n", "f:2: \"soon\" is not the height of a block; write a whole number such as 1200000")]
    [InlineData("v2,/opt/a,-1\n", "f:1: \"-1\" is not the height of a block; write a whole number such as 1200000")]
    [InlineData("v2,/opt/a,0\n", "f:1: the height is 0; write that of the first block of the new release")]
    [InlineData("v2,,5\n", "f:1: the binary is empty; write name,binary,height in each line, such as v2,/opt/gaiad-v2,1200000")]
    [InlineData("name,binary,height\n", "f:1: \"height\" is not the height of a block; write a whole number such as 1200000")]
    public void A_line_that_is_wrong_is_told_with_its_number(string csv, string message) =>
        Should.Throw<VisorException>(() => UpgradeList.OfCsv(csv, "f")).Message.ShouldBe(message);

    [Fact]
    public void One_of_the_two_has_to_be_given()
    {
        Should.Throw<VisorException>(() => UpgradeList.Read(null, [])).Message.ShouldStartWith("neither --upgrade-file nor --upgrade-list is given;");
        Should.Throw<VisorException>(() => UpgradeList.Read("f", ["v2:a:1"])).Message.ShouldStartWith("--upgrade-file and --upgrade-list are both given;");
    }
}
