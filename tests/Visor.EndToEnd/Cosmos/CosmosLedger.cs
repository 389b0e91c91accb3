namespace Visor.EndToEnd.Cosmos;

/// <summary>What the processes of a simulated chain have written down: the witness of a test.</summary>
internal sealed class CosmosLedger(string path)
{
    public IReadOnlyList<CosmosLedgerLine> Lines => JsonLines.Read<CosmosLedgerLine>(path);

    public IReadOnlyList<CosmosLedgerLine> All(string name, string? release = null) => [.. Lines.Where(l => l.Is(name, release))];

    /// <summary>The releases in the order of their starts.</summary>
    public IEnumerable<string> Starts => All("start").Select(l => l.Release);

    /// <summary>The first lines of all whose end the system has not seen.</summary>
    public IReadOnlyList<CosmosLedgerLine> Living => [.. All("start").Where(l => l.IsOfLiving)];

    /// <summary>
    /// What must never be there: DOUBLE, WRONG-VERSION, KILLED-IN-COMMIT and MISSED; the first line of a process that outlives another's start on its home; and the first
    /// commit of a process that was killed in it.
    /// </summary>
    public IReadOnlyList<CosmosLedgerLine> Disasters
    {
        get
        {
            var lines = Lines;
            var starts = lines.Where(l => l.Event is "start").ToList();
            return [
                .. lines.Where(l => l.IsDisaster),
                .. starts.Where((start, at) => starts.Skip(at + 1).Any(later => string.Equals(later.Home, start.Home, StringComparison.Ordinal)) && start.IsOfLiving),
                .. lines.Where(l => l.Event is "committing" && l.Detail!.EndsWith("fragile", StringComparison.Ordinal) && !l.IsOfLiving
                    && !lines.Any(later => later.Writer == l.Writer && (later.Event is "applied" || later.IsEnd)))];
        }
    }

    /// <summary>Starts of a release that its application has refused: too early or too late.</summary>
    public IReadOnlyList<CosmosLedgerLine> Refusals => All("refused");

    public Task<CosmosLedgerLine> WaitFor(string name, string? release = null, int count = 1) =>
        Eventually.See(() => All(name, release).ElementAtOrDefault(count - 1), () => $"{count} x {name} of {release ?? "any release"}\n{this}");

    /// <exception cref="TimeoutException">It has not come; the message holds the whole ledger.</exception>
    public Task<CosmosLedgerLine> WaitFor(Func<CosmosLedgerLine, bool> predicate, string what) =>
        Eventually.See(() => Lines.FirstOrDefault(predicate), () => $"{what}\n{this}");

    public override string ToString() => string.Join('\n', Lines);
}
