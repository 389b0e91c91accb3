using System.Globalization;

namespace Visor.Model;

/// <summary>Numbers of bytes as people read them: <c>512 B</c>, <c>1.5 KiB</c>, <c>80.0 MiB</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static string Format(double bytes)
    {
        var unit = UnitOf(bytes);
        return $"{In(bytes, unit)} {Units[unit]}";
    }

    /// <summary>A part and its whole in one unit: <c>50.1 of 80.0 MiB</c>.</summary>
    public static string Format(double part, double whole)
    {
        var unit = UnitOf(whole);
        return $"{In(part, unit)} of {In(whole, unit)} {Units[unit]}";
    }

    private static int UnitOf(double bytes)
    {
        var unit = 0;
        // What would be rounded to 1024.0 is 1.0 of the next unit.
        while (unit < Units.Length - 1 && bytes / Math.Pow(1024, unit) >= 1023.95)
            unit++;
        return unit;
    }

    private static string In(double bytes, int unit) =>
        (bytes / Math.Pow(1024, unit)).ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture);
}
