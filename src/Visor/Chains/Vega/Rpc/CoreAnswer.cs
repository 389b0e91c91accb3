namespace Visor.Chains.Vega.Rpc;

/// <summary>What came of asking a core for its upgrade status.</summary>
internal abstract record CoreAnswer
{
    private CoreAnswer()
    {
    }

    public sealed record Status(UpgradeStatus Value) : CoreAnswer;

    public sealed record Failure(CoreError Why) : CoreAnswer;
}
