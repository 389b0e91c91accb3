namespace Visor.Model;

/// <summary>How what a node would be started from again differs from what runs.</summary>
/// <param name="Problem">Why it would not be started, with the remedy; null: it would.</param>
/// <param name="Notice">What will be different although it is started; null: nothing.</param>
internal sealed record DriftReport(string? Problem, string? Notice)
{
    public static DriftReport None { get; } = new(Problem: null, Notice: null);
}
