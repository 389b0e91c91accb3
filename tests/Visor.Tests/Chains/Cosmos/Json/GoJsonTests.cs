using System.Text;
using Shouldly;
using Visor.Chains.Cosmos.Json;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Json;

[Pure]
public sealed class GoJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" [1,2] \r\n\t")]
    [InlineData("null")]
    [InlineData("\"\\ud800\"")]
    public void What_Go_takes_is_JSON(string text) => GoJson.Problem(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{}{}")]
    [InlineData("{},")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("// no\n{}")]
    [InlineData("\ufeff{}")]
    [InlineData("\"\n\"")]
    [InlineData("{\"a\":01}")]
    public void What_Go_refuses_is_none(string text) => GoJson.Problem(Encoding.UTF8.GetBytes(text)).ShouldNotBeNull();

    [Fact]
    public void Bytes_that_are_no_text_are_none() => GoJson.Problem([(byte)'"', 0xFF, (byte)'"']).ShouldBe("is not UTF-8");

    [Fact]
    public void Deep_nesting_is_read_as_deep_as_Go_does() => GoJson.Problem(Encoding.UTF8.GetBytes(new string('[', 9_000) + new string(']', 9_000))).ShouldBeNull();

    [Theory]
    [InlineData("\"a\\ud800b\\n\\u00e9\\\"\"", "a\ufffdb\n\u00e9\"")]
    [InlineData("\"\\ud83d\\ude00\\udc00\"", "\ud83d\ude00\ufffd")]
    [InlineData("\"plain\"", "plain")]
    public void Half_a_character_is_replaced(string json, string text)
    {
        var reader = GoJson.Reader(Encoding.UTF8.GetBytes(json));
        reader.Read();

        GoJson.Text(ref reader).ShouldBe(text);
    }

    [Theory]
    [InlineData("HEIGHT", "height", true)]
    [InlineData("binarie\u017f", "binaries", true)]
    [InlineData("heights", "height", false)]
    public void Fields_are_found_in_any_case(string key, string field, bool isField) => GoJson.IsField(key, field).ShouldBe(isField);
}
