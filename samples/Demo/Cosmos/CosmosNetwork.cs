using System.Text.Json;

namespace Visor.Demo.Cosmos;

/// <summary>The simulated Cosmos chain: two upgrades that it votes for come in a row after a first one, and one comes that only its operators agree on.</summary>
internal sealed class CosmosNetwork(DemoFolder folder)
{
    private const int BlockTimeMs = 200;

    private DateTimeOffset _genesis;

    public static CosmosStep Genesis { get; } = new("genesis", "v1.0.0", Height: 0, AgreedAt: 0);

    /// <summary>What the chain votes for, in its order. Height: the first block of the release.</summary>
    public static IReadOnlyList<CosmosStep> Voted { get; } =
        [new("v2", "v2.0.0", Height: 40, AgreedAt: 10), new("v3", "v3.0.0", Height: 70, AgreedAt: 45), new("v4", "v4.0.0", Height: 72, AgreedAt: 70)];

    /// <summary>What only operators agree on, later.</summary>
    public CosmosStep? Patch { get; private set; }

    public string File => folder.In("chain.json");

    public string Ledger => folder.In("ledger.jsonl");

    /// <summary>The last block that the network has decided.</summary>
    public long Height => (long)((TimeProvider.System.GetUtcNow() - _genesis).TotalMilliseconds / BlockTimeMs);

    /// <summary>Starts the clock of the chain.</summary>
    public void Begin()
    {
        _genesis = TimeProvider.System.GetUtcNow();
        Write();
    }

    /// <summary>Operators agree on a release some blocks ahead.</summary>
    public CosmosStep AgreeOnPatch(long blocks)
    {
        Patch = new CosmosStep("v4.0.1", "v4.0.1", Height + blocks, AgreedAt: 0);
        Write();
        return Patch;
    }

    private void Write()
    {
        System.IO.File.WriteAllBytes(File + ".new", JsonSerializer.SerializeToUtf8Bytes(new
        {
            genesisTime = _genesis,
            blockTimeMs = BlockTimeMs,
            dialect = "050",
            plans = Voted.Select(s => new { s.Name, s.Height, info = "{}", scheduledAt = s.AgreedAt }),
            switches = Patch is null ? [] : new[] { new { Patch.Name, Patch.Height } },
        }, JsonSerializerOptions.Web));
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }
}

/// <param name="Name">Of the upgrade.</param>
/// <param name="Release">What its binary prints.</param>
internal sealed record CosmosStep(string Name, string Release, long Height, long AgreedAt);
