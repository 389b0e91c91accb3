namespace Visor.EndToEnd.Harness;

/// <summary>What the processes of a simulated node have written down: the witness of a test.</summary>
internal sealed class Ledger(string nodeHome)
{
    private readonly string _path = Path.Combine(nodeHome, "ledger.jsonl");

    public IReadOnlyList<LedgerLine> Lines => JsonLines.Read<LedgerLine>(_path);

    public IReadOnlyList<LedgerLine> All(string name, string? release = null, string role = "core") =>
        [.. Lines.Where(l => l.Is(name, release, role))];

    /// <summary>What must never be there: DOUBLE and WRONG-VERSION, and the first line of a process that outlives another's start in its place, however silent it is.</summary>
    public IReadOnlyList<LedgerLine> Disasters
    {
        get
        {
            var lines = Lines;
            var starts = lines.Where(l => l.Event is "start").ToList();
            return [
                .. lines.Where(l => l.IsDisaster),
                .. starts.Where((start, at) => starts.Skip(at + 1).Any(later => TakesThePlaceOf(later, start)) && start.IsOfLiving)];
        }
    }

    /// <summary>The first lines of all whose end the system has not seen.</summary>
    public IReadOnlyList<LedgerLine> Living => [.. Lines.Where(l => l.Event is "start" && l.IsOfLiving)];

    public Task<LedgerLine> WaitFor(string name, string? release = null, string role = "core") =>
        WaitFor(l => l.Is(name, release, role), $"{name} of {role} {release}");

    /// <exception cref="TimeoutException">It has not come; the message holds the whole ledger.</exception>
    public Task<LedgerLine> WaitFor(Func<LedgerLine, bool> predicate, string what) =>
        Eventually.See(() => Lines.FirstOrDefault(predicate), () => $"{what}\n{this}");

    private static bool TakesThePlaceOf(LedgerLine later, LedgerLine start) =>
        string.Equals(later.Role, start.Role, StringComparison.Ordinal) || !string.Equals(later.Release, start.Release, StringComparison.Ordinal);

    public override string ToString() => string.Join('\n', Lines);
}
