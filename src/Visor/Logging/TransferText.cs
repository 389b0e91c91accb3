using System.Globalization;
using Visor.Model;

namespace Visor.Logging;

/// <summary>The progress of a transfer in words, for a line of the log, and as a bar, for a terminal.</summary>
internal static class TransferText
{
    private const int LongBar = 20;
    private const int ShortBar = 10;

    /// <summary><c>v0.76.0: 50.1 of 80.0 MiB (62 %), 41.2 MiB/s, about 1 s left</c>.</summary>
    public static string Line(string name, TransferSnapshot transfer)
    {
        var percent = Percent(transfer) is { } known ? $" ({known})" : "";
        var left = Left(transfer) is { } time ? $", about {time}" : "";
        return $"{name}: {Size(transfer)}{percent}, {Rate(transfer)}{left}";
    }

    /// <summary><c>v0.76.0  ██████░░░░  62 %  50.1 of 80.0 MiB  41.2 MiB/s  1 s left</c>, or as much of it as there is room for.</summary>
    /// <param name="width">Columns of the terminal; the last one stays free, since some terminals go to the next line with it.</param>
    public static string Bar(string name, TransferSnapshot transfer, int width)
    {
        var (percent, size, rate, left) = (Percent(transfer), Size(transfer), Rate(transfer), Left(transfer));
        string[] choices =
        [
            Join(name, Bar(transfer, LongBar), percent, size, rate, left),
            Join(name, Bar(transfer, ShortBar), percent, size, rate, left),
            Join(name, percent, size, rate, left),
            Join(name, percent, size, rate),
            Join(name, percent, size),
            Join(name, percent ?? size),
            percent ?? size,
        ];
        return Array.Find(choices, choice => choice.Length < width) ?? "";
    }

    private static string Join(params IEnumerable<string?> parts) => string.Join("  ", parts.Where(part => part is not null));

    private static string? Bar(TransferSnapshot transfer, int cells)
    {
        if (transfer.Fraction is not { } fraction)
            return null;
        var full = (int)(fraction * cells);
        return new string('█', full) + new string('░', cells - full);
    }

    // Rounded down: 100 % means that nothing is missing.
    private static string? Percent(TransferSnapshot transfer) =>
        transfer.Fraction is { } fraction ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(fraction * 100):0} %") : null;

    private static string Size(TransferSnapshot transfer) =>
        transfer.Total is { } total ? ByteSize.Format(transfer.Received, total) : ByteSize.Format(transfer.Received);

    private static string Rate(TransferSnapshot transfer) => $"{ByteSize.Format(transfer.BytesPerSecond)}/s";

    private static string? Left(TransferSnapshot transfer) => transfer.Left switch
    {
        null => null,
        { TotalSeconds: <= 90 } seconds => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds.TotalSeconds):0} s left"),
        { TotalMinutes: <= 90 } minutes => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(minutes.TotalMinutes):0} min left"),
        { } hours => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(hours.TotalHours):0} h left"),
    };
}
