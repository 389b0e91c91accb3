using System.Collections.Immutable;
using Shouldly;
using Visor.Processes;
using Visor.Supervision.Journaling;
using Visor.Supervision.Resuming;
using Xunit;

namespace Visor.Tests.Supervision.Resuming;

public sealed class RecognitionTests
{
    private static readonly ImmutableArray<JournalEntry.Intent> Launch =
    [
        Intent(ProcessRole.Core, "start", "--home", "/srv"),
        Intent(ProcessRole.DataNode, "datanode", "start", "--home", "/srv"),
    ];

    [Theory]
    [InlineData(ProcessRole.Core, "/vega start --home /srv")]
    [InlineData(ProcessRole.DataNode, "/vega datanode start --home /srv")]
    [InlineData(ProcessRole.Core, "/bin/sh /vega start --home /srv")]
    [InlineData(ProcessRole.Core, "/opt/real --release v1 start --home /srv")]
    [InlineData(ProcessRole.DataNode, "/opt/real --release v1 datanode start --home /srv")]
    public void A_process_is_known_by_the_end_of_its_command_line(object role, string commandLine) =>
        Recognition.Of(commandLine.Split(' '), Launch)!.Role.ShouldBe((ProcessRole)role);

    [Theory]
    [InlineData("/vega start --home /elsewhere")]
    [InlineData("/vega network-history latest-history-segment --home /srv")]
    [InlineData("/vega")]
    [InlineData("")]
    public void Another_command_of_the_same_binary_is_none_of_the_node(string commandLine) =>
        Recognition.Of(commandLine.Split(' '), Launch).ShouldBeNull();

    [Fact]
    public void A_process_without_arguments_is_known_only_by_its_path()
    {
        ImmutableArray<JournalEntry.Intent> launch = [Intent(ProcessRole.Core)];

        Recognition.Of(["/bin/sh", "/vega"], launch).ShouldNotBeNull();
        Recognition.Of(["/opt/real"], launch).ShouldBeNull();
    }

    [Fact]
    public void What_could_be_either_is_neither() =>
        Recognition.Of(["/vega", "start"], [Intent(ProcessRole.Core, "start"), Intent(ProcessRole.DataNode, "start")]).ShouldBeNull();

    private static JournalEntry.Intent Intent(ProcessRole role, params string[] arguments) =>
        new(role, "v0.1.0", "genesis", "/vega", [.. arguments], null);
}
