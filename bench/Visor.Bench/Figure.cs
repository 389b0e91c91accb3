namespace Visor.Bench;

/// <summary>A line of the table.</summary>
/// <param name="Budget">The most the median may be; null: shown for information.</param>
/// <param name="Skipped">Why there are no values; null: there are.</param>
internal sealed record Figure(string Name, string Unit, double? Budget, Distribution? Values, string? Skipped = null)
{
    public static Figure Of(string name, string unit, double? budget, IEnumerable<double> values) =>
        new(name, unit, budget, new Distribution(values));

    public static Figure Without(string name, string unit, double? budget, string reason) => new(name, unit, budget, null, reason);
}
