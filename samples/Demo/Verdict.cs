namespace Visor.Demo;

/// <summary>Judges by the ledgers of the nodes, not by what Visor says of itself.</summary>
internal static class Verdict
{
    public static IReadOnlyList<Problem> Of(Fleet fleet)
    {
        var problems = fleet.Visors.SelectMany(visor => Of(visor).Select(p => new Problem(visor.Node.Name, p, visor.Node.LogFile))).ToList();
        if (fleet.Killed > 0)
            problems.Add(new Problem("demo", $"{fleet.Killed} processes were still there after their Visors and had to be killed", LogFile: null));
        return problems;
    }

    private static IEnumerable<string> Of(VisorProcess visor)
    {
        if (visor.ExitCode != 0)
            yield return $"visor ended with {visor.Ending} and not with 0";
        var ledger = visor.Node.Ledger;
        foreach (var disaster in ledger.Where(l => l.IsDisaster))
            yield return $"{disaster.Event}: {disaster.Role} {disaster.Release}, pid {disaster.Pid}, at block {disaster.Height}";
        foreach (var step in Network.Steps)
        {
            foreach (var role in visor.Node.HasDataNode ? (string[])["core", "datanode"] : ["core"])
            {
                var starts = ledger.Count(l => l.Is("start", step.Release) && string.Equals(l.Role, role, StringComparison.Ordinal));
                if (starts != 1)
                    yield return $"the {role} of {step.Release} was started {starts} times and not once";
            }

            if (!ledger.Any(l => l.IsCore && l.Is("block-after-start", step.Release)))
                yield return $"{step.Release} has made no block";
            if (step.Height > 0 && ledger.FirstOrDefault(l => l.IsCore && l.Is("start", step.Release)) is { } start)
            {
                if (!string.Equals(start.Flag, $"{step.Height}", StringComparison.Ordinal))
                    yield return $"{step.Release} was told to load the snapshot of block {start.Flag ?? "(none)"} and not of {step.Height}";
            }
        }
    }
}
