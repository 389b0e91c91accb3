using System.Globalization;

namespace Visor.Status.Serving;

/// <summary>
/// What <c>/livez</c> says: 200 for a supervisor whose loop turns, whatever its node does, else 503. It costs nothing until somebody asks: each question makes
/// the loop turn once, and a question that it has not answered for as long as a watchdog would wait means that it hangs.
/// </summary>
/// <param name="turn">Makes the loop turn once, and returns at once.</param>
internal sealed class LivezResponse(Action turn, TimeProvider time)
{
    /// <summary>That of the unit's <c>WatchdogSec</c>.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const long Nothing = 0;
    private long _askedAt = Nothing;

    /// <summary>The loop has turned.</summary>
    public void Turned() => Interlocked.Exchange(ref _askedAt, Nothing);

    public StaticResponse Respond()
    {
        // Whoever asks often asks the loop once.
        var now = time.GetTimestamp();
        if (Interlocked.CompareExchange(ref _askedAt, now, Nothing) is var since && since == Nothing)
        {
            turn();
            return Lives;
        }

        var silence = time.GetElapsedTime(since, now);
        return silence < Patience ? Lives : StaticResponse.Plain(503, string.Create(
            CultureInfo.InvariantCulture, $"Visor hangs: its loop has not turned for {silence.TotalSeconds:0} s; kill Visor and start it again, which leaves the node running"));
    }

    private static StaticResponse Lives => StaticResponse.Plain(200, "alive");
}
