using System.Globalization;

namespace Visor.EndToEnd.Faults;

/// <summary>What was done, in which phase, and in which it was to be done.</summary>
internal sealed class FaultTally
{
    private readonly List<(Phase? Aim, Phase Met, FaultKind Blow)> _all = [];
    private int _recovered;

    public int Count => _all.Count;

    /// <param name="aim">Null: whichever it was.</param>
    public void Add(Phase? aim, Phase met, FaultKind blow) => _all.Add((aim, met, blow));

    /// <summary>All so far have ended well.</summary>
    public void Recovered() => _recovered = _all.Count;

    /// <summary>How often this phase was aimed at and met.</summary>
    public int Hits(Phase phase) => _all.Count(s => s.Aim == phase && s.Met == phase);

    public int Of(FaultKind blow) => _all.Count(s => s.Blow == blow);

    public string Table => string.Join('\n',
    [
        $"{"phase",-12}{string.Concat(Blows.All.Select(b => $"{Blows.Word(b),14}"))}{"all",6}{"aimed at",10}{"hit",6}",
        .. Phases.All.Select(p => string.Create(
            CultureInfo.InvariantCulture,
            $"{p.ToString().ToLowerInvariant(),-12}{string.Concat(Blows.All.Select(b => $"{_all.Count(s => (s.Met, s.Blow) == (p, b)),14}"))}{_all.Count(s => s.Met == p),6}{_all.Count(s => s.Aim == p),10}{Hits(p),6}")),
        string.Create(CultureInfo.InvariantCulture, $"{_recovered} of {_all.Count} strikes recovered"),
    ]);
}
