namespace Visor.EndToEnd.Harness;

/// <summary>What the processes of a simulated node have written down: the witness of a test.</summary>
internal sealed class Ledger(string nodeHome)
{
    private readonly string _path = Path.Combine(nodeHome, "ledger.jsonl");

    public IReadOnlyList<LedgerLine> Lines => JsonLines.Read<LedgerLine>(_path);

    public IReadOnlyList<LedgerLine> All(string name, string? release = null, string role = "core") =>
        [.. Lines.Where(l => l.Is(name, release, role))];

    /// <summary>What must never be there: DOUBLE and WRONG-VERSION.</summary>
    public IReadOnlyList<LedgerLine> Disasters => [.. Lines.Where(l => l.Event is "DOUBLE" or "WRONG-VERSION")];

    public Task<LedgerLine> WaitFor(string name, string? release = null, string role = "core") =>
        WaitFor(l => l.Is(name, release, role), $"{name} of {role} {release}");

    /// <exception cref="TimeoutException">It has not come; the message holds the whole ledger.</exception>
    public Task<LedgerLine> WaitFor(Func<LedgerLine, bool> predicate, string what) =>
        Eventually.See(() => Lines.FirstOrDefault(predicate), () => $"{what}\n{this}");

    public override string ToString() => string.Join('\n', Lines);
}
