namespace Visor.Node;

/// <summary>What came of asking a core for its statistics.</summary>
internal abstract record StatisticsAnswer
{
    private StatisticsAnswer()
    {
    }

    public sealed record Progress(BlockProgress Value) : StatisticsAnswer;

    /// <param name="Why">Cause, URL and remedy in one sentence.</param>
    public sealed record Failure(string Why) : StatisticsAnswer;
}
