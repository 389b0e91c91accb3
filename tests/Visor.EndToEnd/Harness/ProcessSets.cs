using Shouldly;

namespace Visor.EndToEnd.Harness;

/// <summary>The lines of a ledger by the process they come from, and these by the set they belong to.</summary>
internal sealed class ProcessSets
{
    private readonly IReadOnlyList<IReadOnlyList<LedgerLine>> _cores;
    private readonly IReadOnlyList<IReadOnlyList<LedgerLine>> _dataNodes;

    private ProcessSets(IReadOnlyList<LedgerLine> lines)
    {
        IReadOnlyList<IReadOnlyList<LedgerLine>> Of(string role) =>
            [.. lines.Where(l => l.Is("start", role: role)).Select(start => lines.Where(l => l.Writer == start.Writer).ToList())];

        (_cores, _dataNodes) = (Of("core"), Of("datanode"));
    }

    public static ProcessSets Of(Ledger ledger) => new(ledger.Lines);

    /// <summary>
    /// Of one role, and of different releases, no two ever lived at a time; and where every core had its data node, the last thing
    /// a set did was before the first thing of the next.
    /// </summary>
    public void ShouldNotOverlap()
    {
        RolesAndReleasesShouldNotOverlap();
        if (_cores.Count == _dataNodes.Count)
            InTurn([.. _cores.Zip(_dataNodes, (core, dataNode) => (IReadOnlyList<LedgerLine>)[.. core, .. dataNode])]);
    }

    /// <summary>
    /// Of one role, and of different releases, no two ever lived at a time: what can be told also where a process was killed before
    /// it could write a line, so that nobody knows which core had which data node.
    /// </summary>
    public void RolesAndReleasesShouldNotOverlap()
    {
        InTurn(_cores);
        InTurn(_dataNodes);
        foreach (var (core, dataNode) in _cores.SelectMany(_ => _dataNodes, (core, dataNode) => (core, dataNode)))
        {
            if (!string.Equals(core[0].Release, dataNode[0].Release, StringComparison.Ordinal))
                InTurn([.. new[] { core, dataNode }.OrderBy(p => p.Min(l => l.MonotonicNs))]);
        }
    }

    private static void InTurn(IReadOnlyList<IReadOnlyList<LedgerLine>> lives)
    {
        foreach (var (before, after) in lives.Zip(lives.Skip(1)))
            EndOf(before).ShouldBeLessThan(after.Min(l => l.MonotonicNs), $"{before[^1]}\n{after[0]}");
    }

    // Silence is no end: whoever lives has not ended yet. That nobody ended only after the next had begun each process sees for itself (DOUBLE).
    private static long EndOf(IReadOnlyList<LedgerLine> life) => life.Any(l => l.IsOfLiving) ? long.MaxValue : life.Max(l => l.MonotonicNs);
}
