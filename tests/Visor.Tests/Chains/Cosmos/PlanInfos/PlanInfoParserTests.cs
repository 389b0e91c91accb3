using System.Text;
using Shouldly;
using Visor.Chains.Cosmos.PlanInfos;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.PlanInfos;

[Pure]
public sealed class PlanInfoParserTests
{
    [Theory]
    [InlineData("  \t\r\n\u00a0")]
    [InlineData("")]
    public void Blanks_say_nothing(string info) => PlanInfoParser.Parse(info).ShouldBeOfType<PlanInfo.Blank>();

    [Theory]
    [InlineData("https://example.com/a.json")]
    [InlineData("  HTTPS://example.com/a.json\n")]
    [InlineData("mailto:someone@example.com")]
    [InlineData("a+b-c.d:x")]
    [InlineData("*")]
    [InlineData("/")]
    [InlineData("//example.com/x")]
    public void What_Go_takes_for_an_address_is_one(string info) => PlanInfoParser.Parse(info).ShouldBeOfType<PlanInfo.Reference>();

    [Theory]
    [InlineData("https://exa mple.com/a.json")]
    [InlineData("https://example.com:port/")]
    [InlineData("https://example.com/%zz")]
    [InlineData("/%f")]
    [InlineData(":x")]
    [InlineData("1a:x")]
    [InlineData("see https://example.com")]
    [InlineData("https://example.com/a\nb")]
    public void What_it_does_not_is_a_text(string info) => PlanInfoParser.Parse(info).ShouldBeOfType<PlanInfo.NotJson>();

    [Fact]
    public void The_last_of_two_counts_and_two_tables_are_one()
    {
        var info = PlanInfoParser.Parse(
            """{"binaries":{"linux/amd64":"https://a/1","linux/amd64":"https://a/2"},"BINARIES":{"any":"https://a/3"}}""").ShouldBeOfType<PlanInfo.Binaries>();

        info.For("linux/amd64")!.Text.ShouldBe("https://a/2");
        info.For("plan9/mips")!.Text.ShouldBe("https://a/3");
    }

    [Theory]
    [InlineData("""{"binaries":null}""")]
    [InlineData("""{"binaries":{"any":"https://a/1"},"binaries":null}""")]
    [InlineData("""{"upgradeType":"minor"}""")]
    public void JSON_may_name_no_binary(string info) => PlanInfoParser.Parse(info).ShouldBeOfType<PlanInfo.NoBinaries>();

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("""{"binaries":"https://a/1"}""")]
    [InlineData("""{"binaries":{"any":["https://a/1"]}}""")]
    public void JSON_of_another_shape_is_told_from_none(string info) => PlanInfoParser.Parse(info).ShouldBeOfType<PlanInfo.WrongShape>();

    [Fact]
    public void Broken_JSON_is_none_whatever_its_shape() => PlanInfoParser.Parse("""{"binaries":[}""").ShouldBeOfType<PlanInfo.NotJson>();

    [Fact]
    public void A_document_refers_to_no_other() => PlanInfoParser.ParseDocument("https://example.com/a.json"u8).ShouldBeOfType<PlanInfo.NotJson>();

    [Fact]
    public void A_document_may_hold_blanks_around_its_JSON() =>
        PlanInfoParser.ParseDocument(Encoding.UTF8.GetBytes("\n {\"binaries\":{\"any\":\"https://a/1\"}}\n")).ShouldBeOfType<PlanInfo.Binaries>();

    [Fact]
    public void An_address_that_is_null_is_empty() =>
        PlanInfoParser.Parse("""{"binaries":{"any":null}}""").ShouldBeOfType<PlanInfo.Binaries>().For("linux/amd64")!.Problem.ShouldBe("is empty");
}
