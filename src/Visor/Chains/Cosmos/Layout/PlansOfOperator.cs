using System.Collections.Immutable;
using System.Globalization;
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

    public string? HowToTakeBack(string name) => context.OperatorPlans.Batch.FirstOrDefault(plan => IsCalled(plan, name)) is { } plan
        ? string.Create(CultureInfo.InvariantCulture, $"at block {plan.Height} comes from Cosmovisor's `add-batch-upgrade`, so it stays planned: remove it from {context.OperatorPlans.BatchFile}, or the file if it holds no other")
        : null;

    private IEnumerable<UpgradeInfo> Others(string name) => context.OperatorPlans.Own.Where(plan => !IsCalled(plan, name));

    private static bool IsCalled(UpgradeInfo plan, string name) => string.Equals(plan.Name.Text, UpgradeName.Meant(name).Text, StringComparison.Ordinal);
}
