using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Status;
using Visor.Supervision.Reporting;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision.Reporting;

[Edge]
public sealed class StatusBuilderTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly LiveConfiguration _configuration = Configured.As(new VisorConfig());
    private readonly RunningNodeSlot _current = new();
    private readonly Journal _journal;
    private readonly RuntimeTelemetry _observations;
    private readonly DowntimeTracker _downtimes;
    private readonly StatusBuilder _board;

    public StatusBuilderTests()
    {
        var log = new RecordingLog();
        _journal = new Journal(JournalFile.Open(_folder["journal.jsonl"], out _), JournalState.Empty, _time, log);
        _observations = new RuntimeTelemetry(_time, log, () => { });
        _downtimes = new DowntimeTracker(_observations, _time);
        _board = new StatusBuilder(new VisorStatus("1.0.0", 811, 123456, Running: true, Now), _current, _observations, _downtimes, _configuration, _journal, [VegaRoles.Core], VegaNode.Chain.Processes.Roles, "systemctl restart visor", "visor resume", _time);
    }

    public async ValueTask DisposeAsync()
    {
        _journal.Dispose();
        _current.Dispose();
        await _configuration.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public Task A_node_that_has_just_begun() => Shows(new NodeState.Starting(Given.Old, StartCause.Fresh, 0), "status-starting.json");

    [Fact]
    public Task A_ready_node_that_prepares_the_next_release()
    {
        _observations.CoreAnswers();
        _observations.CoreReached(new BlockProgress(40, TimeSpan.FromSeconds(2)));
        return Shows(new NodeState.Running(Given.Old, new Preparation.Staged(Given.Plan, Given.Next), 0), "status-staged.json");
    }

    [Fact]
    public Task A_ready_node_whose_next_release_is_not_ready()
    {
        _observations.CoreFails("the core does not answer");
        return Shows(new NodeState.Running(Given.Old, new Preparation.Staging(Given.Plan, 2, "HOME/v0.2.0 does not exist"), 0), "status-not-ready.json");
    }

    [Fact]
    public Task An_upgrade_that_is_due_and_held()
    {
        _downtimes.Begin(new NodeState.Due(Given.Old, new Preparation.Staged(Given.Plan, Given.Next), "maintenance", ProcessesAlive: true), earlier: null);
        _time.Advance(TimeSpan.FromSeconds(3));
        return Shows(new NodeState.Due(Given.Old, new Preparation.Staged(Given.Plan, Given.Next), "maintenance", ProcessesAlive: true), "status-held.json");
    }

    [Fact]
    public Task A_node_that_has_been_upgraded()
    {
        _observations.SetStopped();
        _observations.Upgraded("v0.2.0", 100);
        _observations.UpgradeAnswered("v0.2.0", new Downtime(107, new DowntimeParts(0, 90, 8, 7, 2)));
        _observations.Alert("the core is ready to upgrade but names no release");
        return Shows(new NodeState.Connecting(Given.Switched, StartCause.Switch, 0), "status-upgraded.json");
    }

    [Fact]
    public Task A_node_that_was_given_up() =>
        Shows(new NodeState.Failed(Given.Old, new Failure("the core ended: exit 1", ExitCodes.Failed)), "status-failed.json");

    private Task Shows(NodeState state, string golden) =>
        GoldenFile.ShouldMatch(JsonSerializer.Serialize(_board.Build(state, isOver: state is NodeState.Stopped or NodeState.Failed or NodeState.HandedOver), StatusJson.Default.NodeStatus) + "\n", golden);
}
