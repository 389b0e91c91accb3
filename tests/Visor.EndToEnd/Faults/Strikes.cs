using System.Globalization;

namespace Visor.EndToEnd.Faults;

/// <summary>What was killed, and in which phase.</summary>
internal sealed class Strikes
{
    private static readonly string[] Victims = ["visor", "core", "data node"];

    private readonly List<(Phase Phase, string Victim)> _all = [];
    private int _recovered;

    public int Count => _all.Count;

    public void Add(Phase phase, string victim) => _all.Add((phase, victim));

    /// <summary>All so far have ended well.</summary>
    public void Recovered() => _recovered = _all.Count;

    public int In(Phase phase) => _all.Count(s => s.Phase == phase);

    public string Table => string.Join('\n',
    [
        $"{"phase",-12}{string.Concat(Victims.Select(v => $"{v,10}"))}{"kills",10}",
        .. Phases.All.Select(p =>
            $"{p.ToString().ToLowerInvariant(),-12}{string.Concat(Victims.Select(v => $"{_all.Count(s => s == (p, v)),10}"))}{In(p),10}"),
        string.Create(CultureInfo.InvariantCulture, $"{_recovered} of {_all.Count} kills recovered"),
    ]);
}
