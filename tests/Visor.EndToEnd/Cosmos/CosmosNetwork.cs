using System.Text.Json;

namespace Visor.EndToEnd.Cosmos;

/// <summary>A chain file that nodes share, and the witness of what they do. Its clock starts when it is made.</summary>
internal sealed class CosmosNetwork
{
    private readonly List<CosmosPlan> _plans = [];
    private readonly Dictionary<string, object?> _settings = new(StringComparer.Ordinal);
    private DateTimeOffset _genesis = TimeProvider.System.GetUtcNow();
    private long? _pausedAt;
    private IReadOnlyList<string> _held = [];

    /// <param name="folder">In which it makes one of its own.</param>
    /// <param name="dialect"><c>047</c> or <c>050</c>.</param>
    public CosmosNetwork(string folder, string dialect = "050", int blockTimeMs = 50)
    {
        (Dialect, BlockTimeMs) = (dialect, blockTimeMs);
        var own = Directory.CreateDirectory(Path.Combine(folder, "chain")).FullName;
        File = Path.Combine(own, "chain.json");
        Ledger = new CosmosLedger(Path.Combine(own, "ledger.jsonl"));
        Write();
    }

    public string File { get; }

    public CosmosLedger Ledger { get; }

    public string Dialect { get; }

    public int BlockTimeMs { get; }

    /// <summary>The last block that the network has decided.</summary>
    public long Height => _pausedAt ?? (long)((TimeProvider.System.GetUtcNow() - _genesis).TotalMilliseconds / BlockTimeMs);

    /// <summary>Adds a plan, or replaces the one of this name; running nodes notice.</summary>
    public CosmosNetwork Plan(CosmosPlan plan)
    {
        _plans.RemoveAll(p => string.Equals(p.Name, plan.Name, StringComparison.Ordinal));
        _plans.Add(plan);
        return Write();
    }

    /// <inheritdoc cref="Plan(CosmosPlan)"/>
    public CosmosNetwork Plan(string name, long height, string info = "", long scheduledAt = 1) => Plan(new CosmosPlan(name, height, info, scheduledAt));

    /// <summary>The network agrees now on an upgrade some blocks ahead.</summary>
    /// <returns>Its height.</returns>
    public long PlanIn(long blocks, string name, string info = "")
    {
        var now = Height;
        Plan(name, now + blocks, info, now);
        return now + blocks;
    }

    /// <summary>The network calls a plan off now.</summary>
    public void Cancel(string name) => Plan(_plans.Single(p => string.Equals(p.Name, name, StringComparison.Ordinal)) with { CancelledAt = Height });

    /// <summary>No block comes after this one until <see cref="GoOn"/>. The height may also be further on: the nodes follow at once.</summary>
    /// <param name="at">Null: that of the chain now.</param>
    public CosmosNetwork Pause(long? at = null)
    {
        _pausedAt = at ?? Height;
        return Write();
    }

    /// <param name="at">The height from which on blocks come again; null: where it was paused.</param>
    public CosmosNetwork GoOn(long? at = null)
    {
        _genesis = TimeProvider.System.GetUtcNow() - TimeSpan.FromMilliseconds((at ?? Height) * BlockTimeMs);
        _pausedAt = null;
        return Write();
    }

    /// <summary>What nodes do not finish until <see cref="LetGo"/>: <c>migration</c>, <c>commit</c>, <c>block</c>, <c>close</c>, <c>info</c>.</summary>
    public CosmosNetwork Hold(params string[] what)
    {
        _held = what;
        return Write();
    }

    public CosmosNetwork LetGo() => Hold();

    /// <summary>Any other key of the chain file, such as <c>blockSync</c> or <c>proposedHeight</c>.</summary>
    public CosmosNetwork Set(string key, object? value)
    {
        _settings[key] = value;
        return Write();
    }

    private CosmosNetwork Write()
    {
        var chain = new Dictionary<string, object?>(_settings, StringComparer.Ordinal)
        {
            ["genesisTime"] = _genesis,
            ["blockTimeMs"] = BlockTimeMs,
            ["dialect"] = Dialect,
            ["plans"] = _plans,
            ["pausedAtHeight"] = _pausedAt,
            ["hold"] = _held,
        };
        System.IO.File.WriteAllText(File + ".new", JsonSerializer.Serialize(chain, JsonSerializerOptions.Web));
        System.IO.File.Move(File + ".new", File, overwrite: true);
        return this;
    }
}
