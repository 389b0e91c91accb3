namespace Visor.SimulatedCosmosNode.Home;

/// <summary>What the application has committed.</summary>
/// <param name="Height">The last block; 0: none.</param>
/// <param name="Applied">Upgrades by the height in which they were carried out.</param>
/// <param name="Skipped">Upgrades that were skipped by a setting.</param>
/// <param name="Stores">Upgrades that have added a store.</param>
/// <param name="First">The first block of which the state is known: that of a snapshot, if the node began with one.</param>
internal sealed record AppState(
    long Height, IReadOnlyDictionary<string, long> Applied, IReadOnlyList<string> Skipped, IReadOnlyList<string> Stores, long First = 1)
{
    public static AppState Empty { get; } = new(0, new Dictionary<string, long>(StringComparer.Ordinal), [], []);

    /// <summary>The upgrade carried out last.</summary>
    public string? LastApplied => Applied.OrderBy(a => a.Value).Select(a => a.Key).LastOrDefault();

    public bool IsOver(string upgrade) => Applied.ContainsKey(upgrade) || Skipped.Contains(upgrade, StringComparer.Ordinal);

    public AppState Apply(string upgrade, long block, bool addsStores) => this with
    {
        Applied = new Dictionary<string, long>(Applied, StringComparer.Ordinal) { [upgrade] = block },
        Stores = addsStores ? [.. Stores, upgrade] : Stores,
    };

    public AppState Skip(string upgrade) => this with { Skipped = [.. Skipped, upgrade] };
}
