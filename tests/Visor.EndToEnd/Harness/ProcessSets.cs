using Shouldly;

namespace Visor.EndToEnd.Harness;

/// <summary>The lines of a ledger, sorted by the process set they belong to: the first core and the first data node, then the second.</summary>
internal sealed class ProcessSets
{
    private readonly IReadOnlyList<IReadOnlyList<LedgerLine>> _sets;

    private ProcessSets(IReadOnlyList<IReadOnlyList<LedgerLine>> sets) => _sets = sets;

    public static ProcessSets Of(Ledger ledger)
    {
        var lines = ledger.Lines;
        int[] Pids(string role) => [.. lines.Where(l => l.Is("start", role: role)).Select(l => l.Pid)];

        var cores = Pids("core");
        var dataNodes = Pids("datanode");
        return new([.. Enumerable.Range(0, Math.Max(cores.Length, dataNodes.Length))
            .Select(i => lines.Where(l => l.Pid == cores.ElementAtOrDefault(i) || l.Pid == dataNodes.ElementAtOrDefault(i)).ToList())]);
    }

    /// <summary>The last thing a set did was before the first thing of the next.</summary>
    public void ShouldNotOverlap()
    {
        foreach (var (before, after) in _sets.Zip(_sets.Skip(1)))
            before.Max(l => l.MonotonicNs).ShouldBeLessThan(after.Min(l => l.MonotonicNs), $"{before[^1]}\n{after[0]}");
    }
}
