using Microsoft.Extensions.Logging;

namespace Visor.Recovery.Stamp;

/// <summary>Warns of what keeps the stamp from being of use: once, until it is another reason. The stamp is looked at each time a staged release is.</summary>
internal sealed class StampWarnings(ILogger log)
{
    private string? _unusable;
    private string? _noId;

    /// <param name="why">Null: the stamp can be used, or there is none.</param>
    public void Unusable(string? why)
    {
        if (IsNew(ref _unusable, why))
            log.LogWarning("Visor cannot use the stamp beside the chain's data, so it would not notice a restored copy of this home: {Reason}", why);
    }

    /// <param name="why">Null: this home has an id.</param>
    public void NoId(string? why)
    {
        if (IsNew(ref _noId, why))
            log.LogWarning("This home has no id, so Visor would not notice another home's data: {Reason}", why);
    }

    private static bool IsNew(ref string? last, string? now) =>
        !string.Equals(Interlocked.Exchange(ref last, now), now, StringComparison.Ordinal) && now is not null;
}
