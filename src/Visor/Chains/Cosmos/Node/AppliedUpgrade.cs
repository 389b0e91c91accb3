using System.Globalization;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;

namespace Visor.Chains.Cosmos.Node;

/// <summary>Whether the app of a new release has applied the upgrade that led to it (AppliedPlan), once it has committed its block.</summary>
internal sealed class AppliedUpgrade(CosmosContext context, CometClient rpc)
{
    /// <param name="last">What the node has said last.</param>
    /// <returns>Null: it is too soon, or the node has not answered.</returns>
    public async Task<UpgradeProof?> Ask(UpgradePlan upgrade, NodeReport? last, TimeSpan timeout, CancellationToken cancellation)
    {
        if (!(last?.AppHeight >= upgrade.Height))
            return null;
        var (name, isAgreed) = Plan(upgrade);
        if (await rpc.Ask(name, timeout, cancellation) is not NodeAnswer.Said { Report: { AppHeight: not null, AppliedAt: { } applied, AppVersion: var version } })
            return null;
        var app = version is { Length: > 0 } ? PlainText.Excerpt(version, 60) : null;
        if (applied > 0 && (applied == upgrade.Height || upgrade.Height == 0))
            return new UpgradeProof(Confirmed: true, app, Problem: null);
        if (!isAgreed)
            return new UpgradeProof(Confirmed: null, app, Problem: null);
        var said = applied == 0 ? "it has never applied it" : string.Create(CultureInfo.InvariantCulture, $"it has applied it at block {applied}");
        return new UpgradeProof(Confirmed: false, app, string.Create(
            CultureInfo.InvariantCulture,
            $"{upgrade.Tag} runs, and its app does not confirm the upgrade {PlainText.Excerpt(name.Text, 60)} at block {upgrade.Height}: {said}; look whether the right binary lies in upgrades/{upgrade.Tag}, and compare with other nodes"));
    }

    // Of a plan of the operator's the chain knows nothing, and of a name alone its case is not known.
    private (UpgradeName Name, bool IsAgreed) Plan(UpgradePlan upgrade)
    {
        var file = UpgradeFileReader.Read(context.UpgradeInfo);
        return file is UpgradeFile.Found { Info: var info } && info.Height == upgrade.Height && string.Equals(info.Name.FolderName(!context.Settings.DisableRecase), upgrade.Tag.Value, StringComparison.Ordinal)
            ? (info.Name, !context.Baseline.IsOperators(file))
            : (UpgradeName.Meant(upgrade.Tag.Value), false);
    }
}
