namespace Visor.Demo.Cosmos;

/// <summary>A line of the ledger that the simulated nodes write; see docs/simulated-cosmos-node.md.</summary>
internal sealed record CosmosLine(string Event, string Home, int Pid, string Release, long App, string? Detail)
{
    public bool IsDisaster => Event is "DOUBLE" or "WRONG-VERSION" or "KILLED-IN-COMMIT" or "MISSED";
}
