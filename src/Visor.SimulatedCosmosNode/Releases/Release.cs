namespace Visor.SimulatedCosmosNode.Releases;

/// <summary>What distinguishes one binary from another.</summary>
/// <param name="Version">What <c>version</c> prints.</param>
/// <param name="Upgrade">The upgrade from which on this release is right; empty: from the genesis on. Null: that of its last handler.</param>
/// <param name="Handlers">The upgrades it can carry out, oldest first.</param>
/// <param name="NewStores">Those of them that add a store.</param>
/// <param name="MigrationMs">How long each of them takes before anything is written.</param>
/// <param name="CommitMs">How long it then takes to write.</param>
/// <param name="FragileCommit">Killed while it writes, it leaves data that it cannot load; null: as the dialect does (0.50 does).</param>
/// <param name="VersionStream">Where <c>version</c> prints: <c>stdout</c> or <c>stderr</c>.</param>
/// <param name="CloseMs">How long it takes to stop in order; 0.47 never does.</param>
/// <param name="Dialect">Null: that of the chain.</param>
/// <param name="PreUpgrade">Null: it has no such command.</param>
/// <param name="Faults">Where it ends by itself.</param>
internal sealed record Release(
    string Version = "v1.0.0",
    string? Upgrade = null,
    IReadOnlyList<string>? Handlers = null,
    IReadOnlyList<string>? NewStores = null,
    int MigrationMs = 0,
    int CommitMs = 0,
    bool? FragileCommit = null,
    string VersionStream = "stdout",
    int CloseMs = 0,
    string? Dialect = null,
    PreUpgrade? PreUpgrade = null,
    IReadOnlyList<Fault>? Faults = null)
{
    public string RightFrom => Upgrade ?? (Handlers is { Count: > 0 } handlers ? handlers[^1] : "");

    public bool Handles(string upgrade) => Handlers?.Contains(upgrade, StringComparer.Ordinal) ?? false;

    public bool AddsStoresFor(string upgrade) => NewStores?.Contains(upgrade, StringComparer.Ordinal) ?? false;
}
