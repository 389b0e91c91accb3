using System.Buffers;
using System.Globalization;
using Visor.Model;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>A duration as Go writes it, such as <c>300ms</c> or <c>1h2m3.5s</c> (syntax: time.ParseDuration).</summary>
/// <param name="Nanoseconds">As Go counts; also below 0.</param>
internal readonly record struct GoDuration(long Nanoseconds)
{
    private static readonly SearchValues<char> NoUnit = SearchValues.Create(".0123456789");

    /// <summary>What Go's overflow checks compare with: 2^63.</summary>
    private const ulong Limit = 1UL << 63;

    /// <summary>For timers of .NET, which count 100 ns: what is shorter is one of those, not none.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromTicks((Nanoseconds / 100) + (Nanoseconds % 100 > 0 ? 1 : 0));

    public static GoDuration Of(TimeSpan span) => new(span.Ticks * 100);

    /// <returns>Null: <paramref name="text"/> is one. Else what is wrong with it and what to write, to follow the text in quotes.</returns>
    public static string? ProblemOf(string text, out GoDuration duration)
    {
        duration = default;
        var left = text.AsSpan();
        var isNegative = left.StartsWith('-');
        if (isNegative || left.StartsWith('+'))
            left = left[1..];
        if (left is "0")
            return null;
        if (left.IsEmpty)
            return NotOne;

        var sum = 0UL;
        while (!left.IsEmpty)
        {
            if (Part(ref left, text, out var nanoseconds) is { } problem)
                return problem;
            sum += nanoseconds;
            if (sum > Limit)
                return TooLong;
        }

        if (sum == Limit && !isNegative)
            return TooLong;
        duration = new GoDuration(isNegative ? unchecked(-(long)sum) : (long)sum);
        return null;
    }

    /// <summary>As Go prints it.</summary>
    public override string ToString()
    {
        var size = Nanoseconds < 0 ? unchecked((ulong)-Nanoseconds) : (ulong)Nanoseconds;
        var sign = Nanoseconds < 0 ? "-" : "";
        return sign + size switch
        {
            0 => "0s",
            < 1_000 => $"{size}ns",
            < 1_000_000 => $"{Decimal(size, 1_000)}\u00b5s",
            < 1_000_000_000 => $"{Decimal(size, 1_000_000)}ms",
            < 60_000_000_000 => $"{Decimal(size, 1_000_000_000)}s",
            < 3_600_000_000_000 => $"{size / 60_000_000_000}m{Decimal(size % 60_000_000_000, 1_000_000_000)}s",
            _ => $"{size / 3_600_000_000_000}h{size / 60_000_000_000 % 60}m{Decimal(size % 60_000_000_000, 1_000_000_000)}s",
        };
    }

    private const string NotOne = "is not a duration; write a number and a unit, such as 300ms, 10s or 1h30m";
    private const string TooLong = "is too long; Go's durations end at 292 years";

    // A number, perhaps with a fraction, and its unit.
    private static string? Part(ref ReadOnlySpan<char> left, string whole, out ulong nanoseconds)
    {
        nanoseconds = 0;
        var number = Digits(ref left);
        var fraction = left.StartsWith('.') ? Fraction(ref left) : "";
        if (number.Length + fraction.Length == 0)
            return NotOne;
        var count = Whole(number);
        if (count is null)
            return TooLong;
        var end = left.IndexOfAny(NoUnit);
        var unitText = end < 0 ? left : left[..end];
        left = left[unitText.Length..];
        if (unitText.IsEmpty)
            return MissingUnit(whole);
        if (UnitOf(unitText) is not { } unit)
            return $"has the unknown unit \"{PlainText.Excerpt(unitText.ToString(), 20)}\"; the units are ns, us, ms, s, m and h";
        if (count > Limit / unit)
            return TooLong;
        nanoseconds = (count.Value * unit) + Share(fraction, unit);
        return nanoseconds > Limit ? TooLong : null;
    }

    private static string MissingUnit(string text) => text.All(char.IsAsciiDigit)
        ? $"has no unit; write {text}ms if it was written for Cosmovisor before 1.2, which counted milliseconds, else one of ns, us, ms, s, m and h behind it"
        : "has a number without a unit; the units are ns, us, ms, s, m and h";

    private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> left)
    {
        var end = left.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? left : left[..end];
        left = left[digits.Length..];
        return digits;
    }

    private static ReadOnlySpan<char> Fraction(ref ReadOnlySpan<char> left)
    {
        left = left[1..];
        return Digits(ref left);
    }

    private static ulong? Whole(ReadOnlySpan<char> digits)
    {
        var number = 0UL;
        foreach (var digit in digits)
        {
            if (number > Limit / 10)
                return null;
            number = (number * 10) + (ulong)(digit - '0');
            if (number > Limit)
                return null;
        }

        return number;
    }

    // In the arithmetic of Go, whose result is rounded in the same way: digits that no longer fit are left out, and the rest is a double.
    private static ulong Share(ReadOnlySpan<char> fraction, ulong unit)
    {
        var (digits, scale) = (0UL, 1.0);
        foreach (var digit in fraction)
        {
            if (digits > (Limit - 1) / 10)
                break;
            var next = (digits * 10) + (ulong)(digit - '0');
            if (next > Limit)
                break;
            (digits, scale) = (next, scale * 10);
        }

        return (ulong)(digits * (unit / scale));
    }

    private static ulong? UnitOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "\u00b5s" or "\u03bcs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => null,
    };

    private static string Decimal(ulong size, ulong unit) =>
        ((decimal)size / unit).ToString("0.#########", CultureInfo.InvariantCulture);
}
