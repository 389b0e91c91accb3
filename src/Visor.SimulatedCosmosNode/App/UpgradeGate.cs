using System.Globalization;
using Visor.SimulatedCosmosNode.Chain;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Releases;
using Visor.SimulatedCosmosNode.Witnessing;

namespace Visor.SimulatedCosmosNode.App;

/// <summary>Before each block: may this release execute it? This is the upgrade module, and the halt height of 0.50.</summary>
internal sealed class UpgradeGate(NodeHome home, Release release, string dialect, NetworkFile network, Settings settings, Witness witness, Log log)
{
    private bool _checkedDowngrade;

    private string Module => dialect is "050" ? "x/upgrade" : "server";

    /// <exception cref="BlockFailedException">It may not.</exception>
    public GateVerdict Check(AppState state, long block)
    {
        Refuse(state, block);
        if (Due(state, block) is not { } plan)
            return new GateVerdict.None();
        if (!settings.SkipHeights.Contains(block))
            return new GateVerdict.Apply(plan);
        log.Info(string.Create(CultureInfo.InvariantCulture, $"UPGRADE \"{plan.Name}\" SKIPPED at {plan.Height}: {plan.Info}"), Module);
        witness.Record("skipped", string.Create(CultureInfo.InvariantCulture, $"{plan.Name}@{block}"));
        return new GateVerdict.Skip(plan);
    }

    /// <summary>Returns if it may.</summary>
    /// <inheritdoc cref="Check"/>
    public void Refuse(AppState state, long block)
    {
        if (dialect is "050" && settings.HaltHeight > 0 && block >= settings.HaltHeight)
            throw new BlockFailedException(string.Create(CultureInfo.InvariantCulture, $"halt per configuration height {settings.HaltHeight} time 0"));
        if (!network.Current.HasUpgradeModule)
            return;
        CheckDowngrade(state);
        if (Due(state, block) is { } due)
        {
            if (!settings.SkipHeights.Contains(block) && !release.Handles(due.Name))
                throw Needed(due, block);
        }
        else if (network.Current.PendingAfter(state.Height, state.IsOver) is { } ahead && release.Handles(ahead.Name))
        {
            throw TooEarly(ahead);
        }
    }

    private Plan? Due(AppState state, long block) =>
        network.Current is { HasUpgradeModule: true } chain && chain.PendingAfter(state.Height, state.IsOver) is { } plan && plan.Height <= block ? plan : null;

    // Once per process, in its first block: the release that carried out the last upgrade, or a later one, has to go on.
    private void CheckDowngrade(AppState state)
    {
        if (_checkedDowngrade)
            return;
        if (state.LastApplied is { } last && !release.Handles(last))
        {
            witness.Record("refused", $"too late, {last} is applied");
            throw new BlockFailedException($"{(dialect is "050" ? "w" : "W")}rong app version 0, upgrade handler is missing for {last} upgrade plan");
        }

        _checkedDowngrade = true;
    }

    private BlockFailedException TooEarly(Plan plan)
    {
        witness.Record("refused", string.Create(CultureInfo.InvariantCulture, $"too early for {plan.Name}@{plan.Height}"));
        var message = $"BINARY UPDATED BEFORE TRIGGER! UPGRADE \"{plan.Name}\" - in binary but not executed on chain. Downgrade your binary";
        log.Error(message, Module);
        return new BlockFailedException(message);
    }

    private BlockFailedException Needed(Plan plan, long block)
    {
        try
        {
            UpgradeInfoFile.Write(
                home.UpgradeInfo,
                UpgradeInfoFile.Text(plan.Name, block, plan.Info, network.Current.InfoHeightAsText),
                () => network.WaitWhileHeld("info"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            witness.Record("needed", string.Create(CultureInfo.InvariantCulture, $"{plan.Name}@{block}, without the file"));
            return new BlockFailedException($"unable to write upgrade info to filesystem: {e.Message}");
        }

        var message = string.Create(CultureInfo.InvariantCulture, $"UPGRADE \"{plan.Name}\" NEEDED at height: {block}: {plan.Info}");
        log.Error(message, Module);
        witness.Record("needed", string.Create(CultureInfo.InvariantCulture, $"{plan.Name}@{block}"));
        return new BlockFailedException(message);
    }
}
