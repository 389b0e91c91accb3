using System.Collections.Immutable;
using Shouldly;
using Visor.Chains;
using Visor.Chains.Vega.Launch;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Processes;
using Visor.Tests.Processes;
using Visor.Tests.Releases;
using Xunit;

namespace Visor.Tests.Chains.Vega.Launch;

[Edge]
public sealed class HistorySegmentQueryTests : IAsyncDisposable
{
    private readonly ReleaseFolder _release = new();

    public ValueTask DisposeAsync() => _release.DisposeAsync();

    [Theory]
    [InlineData("datanode start --home /data", "datanode network-history latest-history-segment --output json --home /data")]
    [InlineData("datanode start --home=/data", "datanode network-history latest-history-segment --output json --home=/data")]
    [InlineData("start --home /data --verbose", "network-history latest-history-segment --output json --home /data")]
    [InlineData("start", "network-history latest-history-segment --output json")]
    [InlineData("datanode start --home", "datanode network-history latest-history-segment --output json")]
    [InlineData("datanode start --homes /data", "datanode network-history latest-history-segment --output json")]
    public void The_data_nodes_own_arguments_say_how_it_is_asked(string started, string asked) =>
        string.Join(' ', HistorySegmentQuery.ArgumentsFor([.. started.Split(' ')])).ShouldBe(asked);

    [Theory]
    [InlineData("{\"LatestSegment\":{\"to_height\":123,\"from_height\":1}}")]
    [InlineData("{\"LatestSegment\":{\"to_height\":\"123\"}}")]
    public async Task The_height_is_found(string answer) =>
        (await Read($"echo '{answer}'")).ShouldBe(new WitnessAnswer.Reached(123));

    [Theory]
    [InlineData("echo 'Error: no history segments found' >&2; exit 1")]
    [InlineData("echo 'No history segments found'; exit 1")]
    public async Task No_segments_are_an_answer(string body) => (await Read(body)).ShouldBe(new WitnessAnswer.Nothing());

    [Theory]
    [InlineData("echo '{}'", "answered {}")]
    [InlineData("echo '{\"LatestSegment\":{}}'", "answered {\"LatestSegment\":{}}")]
    [InlineData("echo what", "answered what")]
    [InlineData("echo 'database is locked' >&2; exit 1", "failed (exit 1): database is locked")]
    [InlineData("kill -9 $$", "failed (killed by SIGKILL): ")]
    public async Task Anything_else_is_a_failure_that_says_what_was_asked(string body, string problem) =>
        (await Read(body)).ShouldBe(new WitnessAnswer.Failure(
            $"`{_release.Binary} datanode network-history latest-history-segment --output json --home=/data` {problem}"));

    [Fact]
    public async Task A_question_without_an_end_is_given_up()
    {
        var reading = Read("echo $$ >$D/pid\nexec sleep 600");
        await _release.Files.Pid("pid");

        _release.Time.Advance(TimeSpan.FromSeconds(60));

        (await reading).ShouldBeOfType<WitnessAnswer.Failure>().Reason.ShouldEndWith("did not end within 60 s");
    }

    [Fact]
    public async Task A_binary_that_cannot_be_started_is_a_failure()
    {
        var reading = await Read(null);

        reading.ShouldBeOfType<WitnessAnswer.Failure>().Reason.ShouldContain("does not exist");
    }

    private async Task<WitnessAnswer> Read(string? body)
    {
        if (body is not null)
            _release.WithScript(body);
        ImmutableArray<string> started = ["datanode", "start", "--home=/data"];
        using var nodeLock = FileLock.TryExclusive(_release.Files["node.lock"]).ShouldNotBeNull();
        return await new HistorySegmentQuery(_release.Commands)
            .Read(new ProcessDefinition(VegaRoles.DataNode, _release.Binary, started, "run-config.toml:8:8"), nodeLock, TestContext.Current.CancellationToken)
            .WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
    }
}
