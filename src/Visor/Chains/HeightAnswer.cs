using Visor.Model;

namespace Visor.Chains;

/// <summary>What came of asking a running node how far it is.</summary>
internal abstract record HeightAnswer
{
    private HeightAnswer()
    {
    }

    public sealed record Progress(BlockProgress Value) : HeightAnswer;

    /// <param name="Why">Cause, address and remedy in one sentence.</param>
    public sealed record Failure(string Why) : HeightAnswer;
}
