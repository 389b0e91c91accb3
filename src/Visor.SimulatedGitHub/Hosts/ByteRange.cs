using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>The part of an asset that was asked for (RFC 9110, 14): <paramref name="From"/> inclusive, <paramref name="To"/> exclusive.</summary>
/// <param name="IsPart">False: nothing but the whole.</param>
internal sealed record ByteRange(long From, long To, bool IsPart)
{
    public long Length => To - From;

    /// <returns>Null: the range cannot be satisfied (416).</returns>
    public static ByteRange? Of(HttpRequest request, long size, string tag)
    {
        var whole = new ByteRange(0, size, IsPart: false);
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range) || range.Ranges is not { Count: 1 } one || !IsOf(request, tag))
            return whole;
        var asked = one.First();
        var from = asked.From ?? Math.Max(0, size - asked.To!.Value);
        var to = asked.From is null ? size : Math.Min(size, (asked.To ?? (size - 1)) + 1);
        return from < to ? new ByteRange(from, to, IsPart: true) : null;
    }

    /// <summary>Value of <c>Content-Range</c>.</summary>
    public string Header(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {From}-{To - 1}/{size}");

    // RFC 9110, 13.1.5: another version than the client's is sent whole.
    private static bool IsOf(HttpRequest request, string tag) =>
        request.Headers.IfRange.ToString() is var wanted && (wanted.Length == 0 || string.Equals(wanted, tag, StringComparison.Ordinal));
}
