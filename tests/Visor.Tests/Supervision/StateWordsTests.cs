using Visor.Supervision;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision;

public sealed class StateWordsTests
{
    [Fact]
    public Task Every_state_has_a_word_for_people() =>
        GoldenFile.ShouldMatch(
            string.Concat(Samples.States.Select(s => $"{StateWords.Of(s),-10} {Words.Of(s)}{Because(StateWords.ReasonOf(s))}\n")),
            "state-words.txt");

    private static string Because(string? reason) => reason is null ? "" : $" [{reason}]";
}
