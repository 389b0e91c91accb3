using System.Globalization;

namespace Visor.Bench;

/// <summary>What many runs of one thing took, in one unit.</summary>
internal sealed class Distribution
{
    private readonly double[] _sorted;

    public Distribution(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        if (_sorted.Length == 0)
            throw new InvalidOperationException("nothing was measured");
    }

    public int Count => _sorted.Length;

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public double Least => _sorted[0];

    public double Most => _sorted[^1];

    public Distribution DividedBy(double value) => new(_sorted.Select(v => v / value));

    public static string Number(double value) => value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);

    // The nearest rank: a value that was really measured.
    private double At(double share) => _sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)];
}
