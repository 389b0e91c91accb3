using System.Text;
using Shouldly;
using Visor.Chains.Cosmos.Upgrades;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Upgrades;

[Pure]
public sealed class UpgradeInfoParserTests
{
    [Theory]
    [InlineData("""{"name":"v2","time":"0001-01-01T00:00:00Z","height":8,"info":"{}"}""", "v2", 8, "{}")]
    [InlineData("""{"name":"v2","height":8}""", "v2", 8, "")]
    [InlineData("""{"NAME":"v7-Theta","Height":8,"iNFO":"x"}""", "v7-Theta", 8, "x")]
    [InlineData("""{"name":"a","Name":"b","height":1,"height":2}""", "b", 2, "")]
    [InlineData("""{"name":"a","name":null,"height":1,"height":null,"info":null,"time":null,"upgraded_client_state":null}""", "a", 1, "")]
    [InlineData("""{"name":"x","height":5,"foo":[1,{"name":"y"}]}""", "x", 5, "")]
    [InlineData(" \n{\"name\":\"x\",\"height\":9223372036854775807}\n", "x", long.MaxValue, "")]
    [InlineData("""{"name":"x","height":5,"info":"a\u0026b\u003c\u003e"}""", "x", 5, "a&b<>")]
    [InlineData("""{"name":" ","height":5}""", " ", 5, "")]
    [InlineData("""{"name":"x","time":"0001-01-01T00:00:00.000+00:00","height":5}""", "x", 5, "")]
    public void What_the_chain_writes_is_read(string text, string name, long height, string info)
    {
        var reading = Parse(text);

        reading.Problem.ShouldBeNull();
        reading.Info.ShouldBe(new UpgradeInfo(new UpgradeName(name), (ulong)height, info));
        reading.HasTextHeight.ShouldBeFalse();
    }

    [Fact]
    public void A_height_that_is_a_text_is_read_and_told()
    {
        var reading = Parse("""{"name":"x","time":"0001-01-01T00:00:00Z","height":"30000000"}""");

        reading.Info!.Height.ShouldBe(30_000_000UL);
        reading.HasTextHeight.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"name":"v29","ti""", "is not JSON from line 1, byte")]
    [InlineData("""{"name":"x","height":5}}""", "is not JSON")]
    [InlineData("\ufeff{\"name\":\"x\",\"height\":5}", "begins with a byte order mark")]
    [InlineData("null", "is null, not an object")]
    [InlineData("[]", "is a list, not an object")]
    [InlineData("{}", "has no name")]
    [InlineData("""{"height":5}""", "has no name")]
    [InlineData("""{"name":"","height":5}""", "has no name")]
    [InlineData("""{"name":5,"height":5}""", "has a number as its name")]
    [InlineData("""{"name":"x"}""", "has the height 0, which is not above 0")]
    [InlineData("""{"name":"x","height":0}""", "has the height 0, which is not above 0")]
    [InlineData("""{"name":"x","height":-2}""", "has the height -2, which is not above 0")]
    [InlineData("""{"name":"x","height":5.0}""", "has the height 5.0, which is not a whole number")]
    [InlineData("""{"name":"x","height":5e1}""", "has the height 5e1, which is not a whole number")]
    [InlineData("""{"name":"x","height":9223372036854775808}""", "has the height 9223372036854775808, which is not a whole number of 64 bits")]
    [InlineData("""{"name":"x","height":"05"}""", "has the height 05, which is not a whole number")]
    [InlineData("""{"name":"x","height":" 5"}""", "has the height 5, which is not a whole number")]
    [InlineData("""{"name":"x","height":true}""", "has true or false as its height")]
    [InlineData("""{"name":"x","height":5,"info":{}}""", "has an object as its info")]
    [InlineData("""{"name":"x","height":5,"time":"2023-09-20T17:13:09Z"}""", "has a time")]
    [InlineData("""{"name":"x","height":5,"time":0}""", "has a time")]
    [InlineData("""{"name":"x","height":5,"upgraded_client_state":{}}""", "has an upgraded client state")]
    public void What_no_node_starts_with_is_refused(string text, string beginning)
    {
        var reading = Parse(text);

        reading.Info.ShouldBeNull();
        reading.IsEmpty.ShouldBeFalse();
        reading.Problem.ShouldNotBeNull().ShouldStartWith(beginning);
        reading.Problem.ShouldEndWith("; the node writes it anew when it reaches its upgrade; if it was written by hand or by a script, delete it");
    }

    [Fact]
    public void An_empty_file_is_told_from_a_broken_one() => Parse("").IsEmpty.ShouldBeTrue();

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        UpgradeInfoParser.Parse([.. "{\"name\":\""u8, 0xFF, .. "\",\"height\":5}"u8]).Problem.ShouldNotBeNull().ShouldStartWith("is not UTF-8");

    [Theory]
    [InlineData("v2", 8, "{}", """{"name":"v2","time":"0001-01-01T00:00:00Z","height":8,"info":"{}"}""")]
    [InlineData("v2", 12, "", """{"name":"v2","time":"0001-01-01T00:00:00Z","height":12}""")]
    [InlineData("a\"\\", 1, "<&>\u2028\n\u0001\u00fc", """{"name":"a\"\\","time":"0001-01-01T00:00:00Z","height":1,"info":"\u003c\u0026\u003e\u2028\n\u0001ü"}""")]
    public void It_is_written_as_the_chain_writes_it(string name, ulong height, string info, string bytes)
    {
        var upgrade = new UpgradeInfo(new UpgradeName(name), height, info);

        Encoding.UTF8.GetString(UpgradeInfoText.Bytes(upgrade)).ShouldBe(bytes);
        UpgradeInfoParser.Parse(UpgradeInfoText.Bytes(upgrade)).Info.ShouldBe(upgrade);
    }

    [Fact]
    public void A_batch_is_a_list_in_the_order_given() => Encoding.UTF8.GetString(UpgradeInfoText.BytesOfBatch(
        [new(new("b"), 9, ""), new(new("a"), 5, "")])).ShouldBe(
        """[{"name":"b","time":"0001-01-01T00:00:00Z","height":9},{"name":"a","time":"0001-01-01T00:00:00Z","height":5}]""");

    private static UpgradeInfoReading Parse(string text) => UpgradeInfoParser.Parse(Encoding.UTF8.GetBytes(text));
}
