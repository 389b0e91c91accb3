using Shouldly;
using Visor.Chains.Cosmos.Downloads;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Downloads;

[Pure]
public sealed class ChecksumListTests
{
    private const string Sum = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Other = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    [Theory]
    [InlineData(Other + "  other\n" + Sum + "  gaiad\n")]
    [InlineData(Sum + " *gaiad")]
    [InlineData(Sum + " ./build/gaiad\r\n")]
    [InlineData("SHA256 (gaiad) = " + Sum)]
    [InlineData(Sum)]
    [InlineData("# sums\n\n" + Sum + "\tgaiad")]
    public void The_line_of_the_file_is_found(string list) => ChecksumList.Find(list, "gaiad")!.Value.ShouldBe(Sum);

    [Theory]
    [InlineData("")]
    [InlineData(Sum + "  gaiad2")]
    [InlineData("abc  gaiad")]
    [InlineData("file:https://example.com/x")]
    [InlineData("<html>not found</html>")]
    public void Nothing_else_is(string list) => ChecksumList.Find(list, "gaiad").ShouldBeNull();
}
