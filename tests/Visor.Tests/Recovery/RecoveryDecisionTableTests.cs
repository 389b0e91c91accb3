using Xunit;

namespace Visor.Tests.Recovery;

[Pure]
public sealed class RecoveryDecisionTableTests
{
    [Fact]
    public Task Every_journal_is_resumed_as_the_golden_table_says_whatever_lives() =>
        GoldenFile.ShouldMatchBeside(RecoveryTable.Text(), "recovery.golden.md");
}
