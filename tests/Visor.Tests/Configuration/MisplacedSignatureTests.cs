using Shouldly;
using Xunit;

namespace Visor.Tests.Configuration;

/// <summary>Whoever pins keys in a table that Visor does not know has pinned none, and must not get unsigned releases for it.</summary>
[Pure]
public sealed class MisplacedSignatureTests
{
    private const string Keys = "keys = [\"RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7\"]\n";

    [Theory]
    [InlineData("autoInstall.signatures")]
    [InlineData("autoInstall.sig")]
    [InlineData("autoInstall.pinned")]
    [InlineData("autoInstall.asset.signature")]
    [InlineData("signature")]
    [InlineData("anything")]
    public void A_table_that_is_meant_as_the_one_with_the_keys_lets_no_release_through(string table)
    {
        var reading = Configurations.ReadConfig($"[autoInstall]\nenabled = true\n[autoInstall.asset]\nname = \"vega.zip\"\n[{table}]\n{Keys}");

        var config = reading.Value.ShouldNotBeNull().AutoInstall;
        config.Signature.ShouldNotBeNull().Problem.ShouldNotBeNull().ShouldEndWith(
            $"{table}: is meant as [autoInstall.signature] and is not read; write its name that way: until then Visor installs no release");
        config.Problem.ShouldBe(config.Signature.Problem);
        reading.Problems.ShouldHaveSingleItem().ToString().ShouldBe(config.Problem);
    }

    [Fact]
    public void A_table_that_has_nothing_to_do_with_it_is_only_unknown() =>
        Configurations.ReadConfig("[metrics]\nlisten = \"x\"\n").Value.ShouldNotBeNull().AutoInstall.Signature.ShouldBeNull();
}
