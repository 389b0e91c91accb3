using Shouldly;
using Visor.Chains.Vega.Launch;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Vega.Launch;

[Pure]
public sealed class VegaNodeProcessesTests
{
    [Theory]
    [InlineData("/srv/visor/v0.1.0/vega start --home /data")]
    [InlineData("/srv/copy/v0.2.0/vega start --home /data --snapshot.load-from-block-height 65")]
    [InlineData("vega start --home=/data --other option")]
    [InlineData("/bin/sh /srv/visor/v0.1.0/vega start --home /data")]
    [InlineData("/opt/other-name start --home /data")]
    [InlineData("/opt/node --release v0.1.0 -- start --home /data")]
    public void A_core_is_known_by_its_program_and_its_verb_or_by_all_of_its_arguments(string commandLine) =>
        new VegaNodeProcesses().DataFolder(commandLine.Split(' '), Core).ShouldBe("/data");

    [Theory]
    [InlineData("")]
    [InlineData("/srv/visor/v0.1.0/vega")]
    [InlineData("/srv/visor/v0.1.0/vega start")]
    [InlineData("/srv/visor/v0.1.0/vega version --home /data")]
    [InlineData("/srv/visor/v0.1.0/vega datanode start --home /data")]
    [InlineData("/opt/node -- datanode start --home /data")]
    [InlineData("/bin/sh -c sleep vega start --home /data")]
    [InlineData("/usr/bin/vim /data/config.toml")]
    [InlineData("/usr/bin/visor run --home /data")]
    [InlineData("/opt/other-name start --home /data --more")]
    public void What_only_names_the_folder_is_no_core(string commandLine) =>
        new VegaNodeProcesses().DataFolder(commandLine.Split(' '), Core).ShouldBeNull();

    private static ProcessDefinition Core { get; } = new(VegaRoles.Core, "/srv/visor/v0.1.0/vega", ["start", "--home", "/data"], "");
}
