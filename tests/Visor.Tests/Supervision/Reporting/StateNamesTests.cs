using Visor.Supervision.Reporting;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision.Reporting;

[Pure]
public sealed class StateNamesTests
{
    [Fact]
    public Task Every_state_has_a_word_for_people() =>
        GoldenFile.ShouldMatch(
            string.Concat(Samples.States.Select(s => $"{StateNames.Name(s),-10} {GoldenWords.Of(s)}{Because(StateNames.ReasonOf(s))}\n")),
            "state-words.txt");

    private static string Because(string? reason) => reason is null ? "" : $" [{reason}]";
}
