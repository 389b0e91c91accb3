using System.Globalization;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;

namespace Visor.Chains.Cosmos.Node;

/// <summary>
/// A node whose app has failed lives on, answers, and does not move: its store has one block more than its app. While a block is executed that looks alike, but then the app
/// does not answer.
/// </summary>
internal sealed class StallWatch(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ulong _height;
    private long? _since;

    /// <returns>What a person has to know; null: it moves, or it is too soon to tell.</returns>
    public string? Look(NodeReport report, UpgradeFile file)
    {
        if (report.AppHeight is not { } committed || report.StoreHeight != committed + 1)
        {
            _since = report.AppHeight is null ? _since : null;
            return null;
        }

        if (_since is null || _height != report.StoreHeight)
            (_since, _height) = (time.GetTimestamp(), report.StoreHeight);
        if (time.GetElapsedTime(_since.Value) < Patience)
            return null;
        var unreadable = file is UpgradeFile.Unusable { Why: var why } ? $" ({why})" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the node has failed at block {report.StoreHeight} and lives on without making blocks{unreadable}: a restart alone does not help; find CONSENSUS FAILURE in its log, which says why, and see the runbook in docs/cosmos.md");
    }
}
