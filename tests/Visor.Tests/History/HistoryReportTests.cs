using Shouldly;
using Visor.History;
using Visor.Model;
using Xunit;

namespace Visor.Tests.History;

[Pure]
public sealed class HistoryReportTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    /// <summary>Scripts read these words (docs/monitoring.md), whatever the types are called.</summary>
    private static readonly Dictionary<Type, (HistoryEvent Episode, string Kind)> Kinds = new()
    {
        [typeof(HistoryEvent.SupervisorStarted)] = (new HistoryEvent.SupervisorStarted(At, "v1", "v0.1.0"), "visorBegan"),
        [typeof(HistoryEvent.Selected)] = (new HistoryEvent.Selected(At, "v1", "first start"), "selected"),
        [typeof(HistoryEvent.Upgrade)] = (new HistoryEvent.Upgrade(At, "v1", "v2", 5, null, null, null), "upgrade"),
        [typeof(HistoryEvent.Switch)] = (new HistoryEvent.Switch(At, "v1", "v2", "alice", null, null, null, null, null, null), "switch"),
        [typeof(HistoryEvent.Resolved)] = (new HistoryEvent.Resolved(At, "v1", "--keep-journal", "alice", null), "resolved"),
        [typeof(HistoryEvent.Restart)] = (new HistoryEvent.Restart(At, "v1", "exit 1", null, null), "restart"),
        [typeof(HistoryEvent.Failure)] = (new HistoryEvent.Failure(At, "v1", "exit 1"), "failure"),
        [typeof(HistoryEvent.Stop)] = (new HistoryEvent.Stop(At, "v1", null), "stop"),
        [typeof(HistoryEvent.Held)] = (new HistoryEvent.Held(At, "v1", "backup", "alice", At), "held"),
        [typeof(HistoryEvent.HoldLifted)] = (new HistoryEvent.HoldLifted(At, "v1", "backup", "alice"), "holdLifted"),
        [typeof(HistoryEvent.Handover)] = (new HistoryEvent.Handover(At, "v1"), "handover"),
    };

    [Fact]
    public void Every_kind_of_episode_keeps_the_word_that_scripts_read()
    {
        Kinds.Keys.ShouldBe(typeof(HistoryEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(HistoryEvent))), ignoreOrder: true);
        foreach (var (episode, kind) in Kinds.Values)
            HistoryEventJson.Create(episode).Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData(DowntimePart.Hold, "hold")]
    [InlineData(DowntimePart.Release, "release")]
    [InlineData(DowntimePart.Stop, "stop")]
    [InlineData(DowntimePart.Switch, "switch")]
    [InlineData(DowntimePart.Start, "start")]
    public void Every_part_of_a_downtime_keeps_its_word(object part, string word) => ((DowntimePart)part).Word().ShouldBe(word);
}
