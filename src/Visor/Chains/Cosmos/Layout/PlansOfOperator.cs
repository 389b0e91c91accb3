using System.Collections.Immutable;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>The plans of <c>visor plan</c>.</summary>
internal sealed class PlansOfOperator(CosmosContext context) : IOperatorPlans
{
    public ImmutableArray<OperatorPlan> All => [.. context.OperatorPlans.Current().OrderBy(plan => plan.Height).Select(plan => new OperatorPlan(plan.Name.Text, plan.Height))];

    public IEnumerable<string> Problems => context.OperatorPlans.Problems();

    public ReleaseTag? TagOf(string name) => ReleaseTag.TryParseEscaped(UpgradeName.Meant(name).FolderName(!context.Settings.DisableRecase), out var tag) ? tag : null;

    public void Set(string name, ulong height) =>
        context.OperatorPlans.Write([.. Others(name).Append(new UpgradeInfo(UpgradeName.Meant(name), height, "")).OrderBy(plan => plan.Height)]);

    public bool Remove(string name)
    {
        var own = context.OperatorPlans.Own;
        var others = Others(name).ToImmutableArray();
        if (others.Length == own.Length)
            return false;
        context.OperatorPlans.Write(others);
        return true;
    }

    private IEnumerable<UpgradeInfo> Others(string name) => context.OperatorPlans.Own.Where(plan => !string.Equals(plan.Name.Text, UpgradeName.Meant(name).Text, StringComparison.Ordinal));
}
