using System.Globalization;

namespace Visor.Demo;

/// <summary>Judges by the ledgers of the nodes, not by what Visor says of itself.</summary>
internal static class Verdict
{
    private const int QuestionsPerRelease = 3;

    public static IReadOnlyList<Problem> Judge(Fleet fleet, ReleaseHost releases)
    {
        var problems = fleet.Visors.SelectMany(visor => Judge(visor).Select(p => new Problem(visor.Node.Name, p, visor.Node.LogFile))).ToList();
        if (fleet.Killed > 0)
            problems.Add(new Problem("demo", $"{fleet.Killed} processes were still there after their Visors and had to be killed", LogFile: null));
        var fetched = fleet.Visors.Count(v => !v.Node.IsPrepared) * (Network.Steps.Count - 1);
        if (releases.Questions > fetched * QuestionsPerRelease)
            problems.Add(new Problem("demo", $"{releases.Questions} questions to the API for {fetched} releases, more than {QuestionsPerRelease} each", LogFile: null));
        return problems;
    }

    private static IEnumerable<string> Judge(VisorProcess visor)
    {
        var ledger = visor.Node.Ledger;
        foreach (var disaster in ledger.Where(l => l.IsDisaster))
            yield return $"{disaster.Event}: {disaster.Role} {disaster.Release}, pid {disaster.Pid}, at block {disaster.Height}";
        if (visor.ExitCode != 0)
            yield return $"visor ended with exit code {visor.ExitCode} and not with 0";
        else if (Network.Steps.Select(step => ProblemWith(step, visor.Node, ledger)).FirstOrDefault(p => p is not null) is { } first)
            yield return first;
        else if (ProblemWith([.. Network.Steps.Skip(1).Select(visor.Node.GapBefore)]) is { } tooLong)
            yield return tooLong;
    }

    private static string? ProblemWith(Step step, DemoNode node, IReadOnlyList<LedgerLine> ledger)
    {
        foreach (var role in node.HasDataNode ? (string[])["core", "datanode"] : ["core"])
        {
            var starts = ledger.Count(l => l.Is("start", step.Release, role));
            if (starts != 1)
                return $"the {role} of {step.Release} was started {starts} times and not once";
        }

        if (!ledger.Any(l => l.IsCore && l.Is("block-after-start", step.Release)))
            return $"{step.Release} has made no block";
        var flag = ledger.First(l => l.IsCore && l.Is("start", step.Release)).Flag;
        var right = step.Height == 0 ? null : step.Height.ToString(CultureInfo.InvariantCulture);
        if (!string.Equals(flag, right, StringComparison.Ordinal))
            return $"{step.Release} was told to load the snapshot of block {flag ?? "(none)"} and not of {right ?? "(none)"}";
        return null;
    }

    // What else a machine does only ever adds to a gap, so a node is judged by its best upgrade.
    private static string? ProblemWith(IReadOnlyList<Gap?> gaps)
    {
        if (gaps.Any(d => d is null))
            return "how long it took from a stop to the next start is not known";
        var added = gaps.Min(d => d!.Added);
        return added <= Gap.Budget
            ? null
            : $"the next start came at least {added.TotalMilliseconds:0} ms after the stop, and not at most {Gap.Budget.TotalMilliseconds:0} ms";
    }
}
