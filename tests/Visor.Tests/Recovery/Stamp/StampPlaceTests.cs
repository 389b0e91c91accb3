using Shouldly;
using Visor.Chains.Vega.Launch;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Model;
using Visor.Recovery.Stamp;
using Xunit;

namespace Visor.Tests.Recovery.Stamp;

[Pure]
public sealed class StampPlaceTests
{
    [Theory]
    [InlineData("start --home /var/lib/vega", "/var/lib/vega/visor-stamp.json")]
    [InlineData("start --home=/var/lib/vega/", "/var/lib/vega/visor-stamp.json")]
    [InlineData("start --home ./vega_home", "/srv/vega_home/visor-stamp.json")]
    [InlineData("--home /first start --home=/last", "/last/visor-stamp.json")]
    [InlineData("start", null)]
    [InlineData("start --home", null)]
    [InlineData("start --home=", null)]
    [InlineData("start --homely /a", null)]
    public void It_lies_in_the_home_of_the_core(string arguments, string? path) =>
        StampPlace.Find(new DataStampConfig(), Processes, Core(arguments), "/srv").ShouldBe(path);

    [Fact]
    public void It_lies_where_the_configuration_says()
    {
        StampPlace.Find(new DataStampConfig { Path = "/data/stamp" }, Processes, Core("start --home /a"), "/srv").ShouldBe("/data/stamp");
        StampPlace.Find(new DataStampConfig { Path = "/data/stamp" }, Processes, core: null, "/srv").ShouldBe("/data/stamp");
        StampPlace.Find(new DataStampConfig { Path = "/data/stamp", Enabled = false }, Processes, Core("start --home /a"), "/srv").ShouldBeNull();
        StampPlace.Find(new DataStampConfig(), Processes, core: null, "/srv").ShouldBeNull();
    }

    private static VegaNodeProcesses Processes { get; } = new();

    private static ProcessDefinition Core(string arguments) => new(VegaRoles.Core, "/usr/bin/vega", [.. arguments.Split(' ')], "");
}
