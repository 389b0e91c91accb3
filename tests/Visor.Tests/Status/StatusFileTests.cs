using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Status;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Status;

[Edge]
public sealed class StatusFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_last_status_is_in_the_file_when_everything_has_been_written()
    {
        await using (var file = new StatusFile(_folder["status.json"], TimeProvider.System, _log))
        {
            for (var height = 1UL; height <= 500; height++)
                file.Publish(Status(height));
        }

        JsonSerializer.Deserialize(await File.ReadAllTextAsync(_folder["status.json"], TestContext.Current.CancellationToken), StatusJson.Default.NodeStatus)
            .ShouldNotBeNull().Upgrade.ShouldNotBeNull().Height.ShouldBe(500UL);
        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_reads_meanwhile_always_finds_a_whole_file()
    {
        await using var file = new StatusFile(_folder["status.json"], TimeProvider.System, _log);
        file.Publish(Status(1));
        await Eventually.Holds(() => File.Exists(_folder["status.json"]), "the file");

        for (var height = 2UL; height <= 300; height++)
        {
            file.Publish(Status(height));
            var text = await File.ReadAllTextAsync(_folder["status.json"], TestContext.Current.CancellationToken);
            JsonSerializer.Deserialize(text, StatusJson.Default.NodeStatus).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_once_and_stops_nobody()
    {
        await using (var file = new StatusFile(_folder["nowhere/status.json"], TimeProvider.System, _log))
        {
            file.Publish(Status(1));
            await Eventually.Holds(() => _log.Lines.Count > 0, "the warning");
            file.Publish(Status(2));
        }

        _log.Lines.Single().ShouldStartWith("Warning: The status file cannot be written, so it shows old news until it can: ");
    }

    [Fact]
    public async Task What_could_not_be_written_is_tried_again_though_nothing_new_happens()
    {
        var time = new FakeTimeProvider();
        await using var file = new StatusFile(_folder["later/status.json"], time, _log);
        file.Publish(Status(1));
        await Eventually.Holds(() => _log.Lines.Count > 0, "the warning");

        Directory.CreateDirectory(_folder["later"]);
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                return File.Exists(_folder["later/status.json"]);
            },
            "the file");
        _log.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_somebody_has_deleted_is_written_again_though_nothing_new_happens()
    {
        var time = new FakeTimeProvider();
        await using var file = new StatusFile(_folder["status.json"], time, _log);
        file.Publish(Status(7));
        await Eventually.Holds(() => File.Exists(_folder["status.json"]), "the file");

        File.Delete(_folder["status.json"]);
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                return File.Exists(_folder["status.json"]);
            },
            "the file again");

        (await File.ReadAllTextAsync(_folder["status.json"], TestContext.Current.CancellationToken)).ShouldContain("\"height\": 7");
        _log.Lines.ShouldBeEmpty();
    }

    private static NodeStatus Status(ulong height) => new(
        new VisorStatus("1.0.0", 1, 2, Running: true, DateTimeOffset.UnixEpoch),
        new NodePart("ready", "v0.1.0", "answers", null, null, VegaNode.Processes(core: null), RestartCounts.None),
        new PlanStatus("v0.2.0", height, "staged", null, null),
        null,
        new ConfigurationStatus(Valid: true, []),
        null,
        null,
        null,
        null);
}
