using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>
/// The upgrades that an operator has planned and no chain has agreed on: those of <c>visor plan</c>, in <c>cosmovisor/.visor/plans.json</c>, and those of Cosmovisor's
/// <c>add-batch-upgrade</c>, in <c>data/upgrade-info.json.batch</c>. Both hold a list as the chain writes one plan.
/// </summary>
/// <param name="own">Absolute path of Visor's own list.</param>
/// <param name="batch">Absolute path of Cosmovisor's.</param>
internal sealed class OperatorPlans(string own, string batch)
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private (FileFingerprint? Own, FileFingerprint? Batch) _read;
    private ImmutableArray<UpgradeInfo> _known = [];

    /// <summary>As they are now, each file read again only if it has changed. What cannot be read is told by <see cref="Problems"/> and counts for nothing.</summary>
    public ImmutableArray<UpgradeInfo> Current()
    {
        var now = (FileFingerprint.Read(own), FileFingerprint.Read(batch));
        lock (_lock)
        {
            if (now != _read)
                (_known, _read) = ([.. Read(own).Plans, .. Read(batch).Plans], now);
            return _known;
        }
    }

    /// <summary>What is wrong with the lists, a sentence each.</summary>
    public IEnumerable<string> Problems() => new[] { Read(own).Problem, Read(batch).Problem }.OfType<string>();

    /// <summary>Visor's own list alone.</summary>
    public ImmutableArray<UpgradeInfo> Own => Read(own).Plans;

    /// <summary>Cosmovisor's list alone.</summary>
    public ImmutableArray<UpgradeInfo> Batch => Read(batch).Plans;

    /// <summary>Absolute path of Cosmovisor's.</summary>
    public string BatchFile => batch;

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public void Write(IEnumerable<UpgradeInfo> plans)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        DurableFile.Replace(own, UpgradeInfoText.BytesOfBatch(plans));
    }

    private static (ImmutableArray<UpgradeInfo> Plans, string? Problem) Read(string path)
    {
        try
        {
            using var list = JsonDocument.Parse(BoundedFileReader.Read(path, MaxBytes));
            if (list.RootElement.ValueKind is not JsonValueKind.Array)
                return ([], $"{path} is no list of plans; correct or remove it");
            var plans = ImmutableArray.CreateBuilder<UpgradeInfo>();
            foreach (var item in list.RootElement.EnumerateArray())
            {
                var reading = UpgradeInfoParser.Parse(Encoding.UTF8.GetBytes(item.GetRawText()));
                if (reading.Info is not { } plan)
                    return ([], $"plan {plans.Count + 1} of {path} {reading.Problem}");
                plans.Add(plan);
            }

            return (plans.ToImmutable(), null);
        }
        catch (FileNotFoundException)
        {
            return ([], null);
        }
        catch (JsonException)
        {
            return ([], $"{path} is not JSON; correct or remove it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], $"{path} cannot be read: {PlainText.Clause(e)}");
        }
    }
}
