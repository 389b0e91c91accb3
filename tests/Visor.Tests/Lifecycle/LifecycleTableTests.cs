using Xunit;

namespace Visor.Tests.Lifecycle;

[Pure]
public sealed class LifecycleTableTests
{
    [Fact]
    public Task Every_state_answers_every_event_as_the_golden_table_says() =>
        GoldenFile.ShouldMatchBeside(LifecycleTable.Text(), "lifecycle.golden.md");
}
