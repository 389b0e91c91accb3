using System.Collections.Immutable;
using System.Globalization;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Visor.Platform.Files;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Steps;

/// <summary>What Cosmovisor does between two releases, in its order: the delay, the copy of the data, the operator's script. The new release's own <c>pre-upgrade</c> comes with its first start.</summary>
internal sealed class CosmosSteps(CosmosContext context, SwitchRecord record, CommandRunner commands, TimeProvider time) : ISwitchSteps
{
    public ImmutableArray<SwitchStep> BeforeLink(UpgradePlan plan, string folder)
    {
        var steps = ImmutableArray.CreateBuilder<SwitchStep>();
        if (context.Settings.RestartDelay > TimeSpan.Zero)
            steps.Add(new SwitchStep("restart delay", IsRepeatable: true, Delay));
        if (!context.Settings.SkipBackup)
            steps.Add(new SwitchStep("backup", IsRepeatable: true, new DataBackup(context.Settings, plan, commands, time).Run));
        if (context.Settings.CustomPreUpgrade.Length > 0)
            steps.Add(new SwitchStep("custom script", IsRepeatable: false, cancellation => new CustomScript(context, commands).Run(InfoOf(plan), cancellation)));
        return steps.ToImmutable();
    }

    // As Cosmovisor writes it, which looks there whether the upgrade has been made already.
    public void AfterLink(UpgradePlan plan, string folder)
    {
        record.IsSwitched = true;
        var info = InfoOf(plan);
        DurableFile.Replace(Path.Combine(folder, "upgrade-info.json"), UpgradeInfoText.Bytes(info with { Name = new UpgradeName(info.Name.Text.ToLowerInvariant()) }));
    }

    private async Task<StepOutcome> Delay(CancellationToken cancellation)
    {
        await Task.Delay(context.Settings.RestartDelay, time, cancellation);
        return new StepOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"DAEMON_RESTART_DELAY is {context.Settings.RestartDelay.TotalSeconds:0.###} s"));
    }

    // The app's own file has the name as the chain spells it, and its text.
    private UpgradeInfo InfoOf(UpgradePlan plan) => UpgradeFileReader.Read(context.UpgradeInfo) is UpgradeFile.Found { Info: var info } && info.Height == plan.Height
        ? info
        : new UpgradeInfo(new UpgradeName(Uri.UnescapeDataString(plan.Tag.Value)), plan.Height, "");
}

/// <summary>Whether this Visor has made a switch, for those that end after one.</summary>
internal sealed class SwitchRecord
{
    public bool IsSwitched { get; set; }
}
