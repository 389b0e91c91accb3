namespace Visor.Chains;

/// <summary>What came of asking a running node for the plan.</summary>
internal abstract record PlanAnswer
{
    private PlanAnswer()
    {
    }

    public sealed record Said(PlanReading Reading) : PlanAnswer;

    /// <param name="Message">The cause and its place. Free of control characters.</param>
    /// <param name="Advice">What an operator looks at or changes.</param>
    /// <param name="MayListen">A process may be listening on the address, so a retry may help.</param>
    public sealed record Failure(string Message, string Advice, bool MayListen) : PlanAnswer
    {
        /// <summary>Cause, place and remedy in one sentence.</summary>
        public override string ToString() => $"{Message}: {Advice}";
    }
}
