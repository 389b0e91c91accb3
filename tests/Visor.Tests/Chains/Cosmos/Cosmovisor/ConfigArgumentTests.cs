using System.Collections.Immutable;
using Shouldly;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Cosmovisor;

[Pure]
public sealed class ConfigArgumentTests
{
    [Theory]
    [InlineData("start --home /x", "start --home /x", null)]
    [InlineData("", "", null)]
    [InlineData("--cosmovisor-config f start", "start", "f")]
    [InlineData("start -cosmovisor-config f --home /x", "start --home /x", "f")]
    [InlineData("start --COSMOVISOR-Config f", "start", "f")]
    [InlineData("start -- --cosmovisor-config f", "start --", "f")]
    [InlineData("start --cosmovisor-config=f", "start --cosmovisor-config=f", null)]
    [InlineData("start -c f", "start -c f", null)]
    [InlineData("--cosmovisor-config f start --cosmovisor-config g", "start --cosmovisor-config g", "f")]
    public void The_first_is_taken_out_with_its_value(string words, string rest, string? file)
    {
        var (arguments, taken) = ConfigArgument.TakeFrom(Split(words));

        arguments.ShouldBe(Split(rest));
        taken.ShouldBe(file);
    }

    [Fact]
    public void Without_a_file_it_is_an_error() =>
        Should.Throw<VisorException>(() => ConfigArgument.TakeFrom(["start", "--cosmovisor-config"])).Message.ShouldContain("names no file");

    private static ImmutableArray<string> Split(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
