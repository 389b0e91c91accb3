namespace Visor.EndToEnd.Cosmos;

/// <summary>What the simulated <c>appd</c> reads beside itself; see docs/simulated-cosmos-node.md.</summary>
internal sealed record CosmosRelease(string Version = "v1.0.0")
{
    /// <summary>From which upgrade on it is right; null: from that of its last handler.</summary>
    public string? Upgrade { get; init; }

    /// <summary>The upgrades it can carry out, oldest first.</summary>
    public IReadOnlyList<string> Handlers { get; init; } = [];

    /// <summary>Those of them that add a store.</summary>
    public IReadOnlyList<string> NewStores { get; init; } = [];

    public int MigrationMs { get; init; }

    public int CommitMs { get; init; }

    public bool? FragileCommit { get; init; }

    /// <summary><c>stdout</c> or <c>stderr</c>.</summary>
    public string VersionStream { get; init; } = "stdout";

    public int CloseMs { get; init; }

    /// <summary><c>047</c> or <c>050</c>; null: that of the chain.</summary>
    public string? Dialect { get; init; }

    /// <summary>Null: it has no such command.</summary>
    public CosmosPreUpgrade? PreUpgrade { get; init; }

    public IReadOnlyList<CosmosFault> Faults { get; init; } = [];

    /// <summary>The release that carries out one upgrade.</summary>
    public static CosmosRelease For(string upgrade) => new($"{upgrade}.0.0") { Handlers = [upgrade] };
}

/// <param name="Times">For so many calls, and 0 afterwards; null: always.</param>
internal sealed record CosmosPreUpgrade(int Exit = 0, int? Times = null, int Signal = 0, bool Hang = false);

/// <param name="At"><c>start</c>, <c>migration</c>, <c>commit</c>, <c>rpc</c> or <c>block:N</c>.</param>
internal sealed record CosmosFault(string At, int Exit = 1, int Signal = 0, int? Times = null);
