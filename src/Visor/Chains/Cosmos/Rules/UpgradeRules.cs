using System.Globalization;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using static Visor.Chains.Cosmos.Rules.UpgradeVerdict;

namespace Visor.Chains.Cosmos.Rules;

/// <summary>
/// Whether it is time, from all that is seen from outside: the file names a block H, the app has committed block A, the store holds block S. Pure; read it from top to bottom.
/// The presence of the file proves nothing: it stays for ever, and may be written early.
/// </summary>
internal static class UpgradeRules
{
    public static UpgradeVerdict Decide(Situation now) =>
        OfFile(now) ?? OfHalt(now) ?? OfPlans(now);

    /// <returns>Null: the file decides nothing.</returns>
    private static Due? OfFile(Situation now)
    {
        // The file as it is: missing, being written, old news, or of a block that the node was told to skip.
        if (now.File is not UpgradeFile.Found { Info: var file } || IsBehind(now, file) || now.Skipped.Contains(file.Height))
            return null;

        return (now.HasEnded, now.Node?.AppHeight) switch
        {
            // The process is gone. The app wrote the file in this run, and did nothing beyond it.
            (true, _) when now is { IsFileOfThisRun: true, WasFileEarly: false } && !IsBeyond(now.Node, file.Height) => new Due(file),
            (true, _) => null,

            // It lives, and its app cannot go on: it has committed the block before.
            (false, { } committed) when committed == file.Height - 1 => new Due(file),

            // Its app has executed the block: it has the upgrade already, or was told to skip it, or nobody had agreed on it but an operator.
            (false, { } committed) when committed >= file.Height => OfPast(now, file),
            _ => null,
        };
    }

    private static Due? OfPast(Situation now, UpgradeInfo file) => now switch
    {
        { Node.AppliedAt: > 0 } => null,
        { Known: { } known } when IsSame(now, known, file) && now.Node?.AppliedAt == 0 => new Due(file),
        _ => null,
    };

    // A node that was told to halt, or that is watched, at the block of a plan that only its operator knows. SDK 0.50 and later do not execute that block.
    private static Due? OfHalt(Situation now)
    {
        // Where the network has agreed on another name for that block, a person has to choose.
        var agreed = (now.Node?.Plan as PlanReport.Agreed)?.Plan;
        foreach (var plan in now.Own.Where(plan => !IsBehind(now, plan) && (agreed?.Height != plan.Height || IsSame(now, agreed, plan))).OrderBy(plan => plan.Height))
        {
            // Up to SDK 0.47 the node has committed the block before, and ended. From 0.50 on it ends where it catches up, or is started at the block.
            if (now is { HasEnded: true } && now.HaltsAt == plan.Height && HasHalted(now, plan.Height))
                return new Due(plan);
            if (now is { HasEnded: false, Node.AppHeight: { } committed } && (committed == plan.Height - 1 || (committed >= plan.Height && now.Known is { } known && IsSame(now, known, plan))))
                return new Due(plan);
        }

        return null;
    }

    // Its own words tell; without them, whether it can have come that far since its last answer.
    private static bool HasHalted(Situation now, ulong height) =>
        !IsBeyond(now.Node, height) && (now.HasSaidThatItHalts || (now.Node is { } last && Math.Max(now.AtMost ?? 0, last.StoreHeight + 1) >= height - 1));

    private static UpgradeVerdict OfPlans(Situation now)
    {
        var chain = now.Node?.Plan is PlanReport.Agreed { Plan: var agreed } && IsAhead(now, agreed) ? agreed : null;
        var own = now.Own.Append((now.File as UpgradeFile.Found)?.Info).OfType<UpgradeInfo>().Where(plan => IsAhead(now, plan)).MinBy(plan => plan.Height);
        if (chain is not null && own is not null && chain.Height == own.Height && !IsSame(now, chain, own))
        {
            return new Alarm(string.Create(
                CultureInfo.InvariantCulture,
                $"the network has agreed on {Shown(chain)} at block {chain.Height}, and the operator's plan is {Shown(own)} at the same block: Visor does not choose; remove the operator's plan, or correct its name"));
        }

        var next = chain is not null && (own is null || chain.Height <= own.Height) ? chain : own;
        if (next is null)
            return now.Node?.Plan is PlanReport.None or PlanReport.NoModule ? new Nothing() : new Open();
        return new Planned(next, next == chain ? PlanOrigin.Chain : PlanOrigin.Operator);
    }

    private static bool IsAhead(Situation now, UpgradeInfo plan) =>
        !IsBehind(now, plan) && !now.Skipped.Contains(plan.Height) && !(now.Node?.AppHeight >= plan.Height);

    // The running release's own upgrade, or one that this home has gone through.
    private static bool IsBehind(Situation now, UpgradeInfo plan) =>
        plan.Height <= now.Passed || string.Equals(plan.Name.FolderName(now.Recase), now.ActiveFolder, StringComparison.Ordinal);

    private static bool IsBeyond(NodeReport? last, ulong height) => last is not null && Math.Max(last.AppHeight ?? 0, last.StoreHeight) > height;

    private static bool IsSame(Situation now, UpgradeInfo one, UpgradeInfo other) =>
        one.Height == other.Height && string.Equals(one.Name.FolderName(now.Recase), other.Name.FolderName(now.Recase), StringComparison.Ordinal);

    private static string Shown(UpgradeInfo plan) => PlainText.Excerpt(plan.Name.Text, 60);
}
