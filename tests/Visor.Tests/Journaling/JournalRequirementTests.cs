using System.Text;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Journaling;

[Pure]
public sealed class JournalRequirementTests
{
    [Fact]
    public Task Every_change_of_state_is_journalled_as_the_golden_file_says()
    {
        var changes =
            from state in Samples.States
            from happened in Samples.Events
            let next = NodeLifecycle.Decide(state, happened, Given.ThreeRestarts)
            let transition = JournalRequirement.Decide(state, next)
            where next.GetType() != state.GetType() || !transition.Entries.IsEmpty
            select $"{state.GetType().Name} -> {Name(next)}: {transition.Durability} {string.Join(", ", transition.Entries)}";
        return GoldenFile.ShouldMatch(
            changes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Aggregate(new StringBuilder(), (text, line) => text.Append(line.TrimEnd()).Append('\n'), text => text.ToString()),
            "transitions.txt");
    }

    private static string Name(NodeState state) =>
        state is NodeState.Stopping s ? $"Stopping ({s.Then.GetType().Name})" : state.GetType().Name;
}
