using System.Collections.Immutable;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery;
using Xunit;

namespace Visor.Tests.Recovery;

[Pure]
public sealed class CommandLineMatcherTests
{
    private static readonly ImmutableArray<JournalEntry.Intent> Launch =
    [
        Intent(VegaRoles.Core, "start", "--home", "/srv"),
        Intent(VegaRoles.DataNode, "datanode", "start", "--home", "/srv"),
    ];

    [Theory]
    [InlineData("core", "/vega start --home /srv")]
    [InlineData("data node", "/vega datanode start --home /srv")]
    [InlineData("core", "/bin/sh /vega start --home /srv")]
    [InlineData("core", "/opt/real --release v1 start --home /srv")]
    [InlineData("data node", "/opt/real --release v1 datanode start --home /srv")]
    public void A_process_is_known_by_the_end_of_its_command_line(string role, string commandLine) =>
        CommandLineMatcher.Match(commandLine.Split(' '), Launch)!.Role.Words.ShouldBe(role);

    [Theory]
    [InlineData("/vega start --home /elsewhere")]
    [InlineData("/vega network-history latest-history-segment --home /srv")]
    [InlineData("/vega")]
    [InlineData("")]
    public void Another_command_of_the_same_binary_is_none_of_the_node(string commandLine) =>
        CommandLineMatcher.Match(commandLine.Split(' '), Launch).ShouldBeNull();

    [Fact]
    public void A_process_without_arguments_is_known_only_by_its_path()
    {
        ImmutableArray<JournalEntry.Intent> launch = [Intent(VegaRoles.Core)];

        CommandLineMatcher.Match(["/bin/sh", "/vega"], launch).ShouldNotBeNull();
        CommandLineMatcher.Match(["/opt/real"], launch).ShouldBeNull();
    }

    [Fact]
    public void What_could_be_either_is_neither() =>
        CommandLineMatcher.Match(["/vega", "start"], [Intent(VegaRoles.Core, "start"), Intent(VegaRoles.DataNode, "start")]).ShouldBeNull();

    private static JournalEntry.Intent Intent(ProcessRole role, params string[] arguments) =>
        new(role, "v0.1.0", "genesis", "/vega", [.. arguments], null);
}
