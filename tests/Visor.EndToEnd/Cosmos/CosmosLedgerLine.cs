namespace Visor.EndToEnd.Cosmos;

/// <summary>One event in the life of a simulated Cosmos node; see docs/simulated-cosmos-node.md.</summary>
/// <param name="MonotonicNs">Comparable between processes.</param>
/// <param name="Upgrade">The upgrade from which on its release is right; empty: the genesis.</param>
/// <param name="App">The last block its application has committed.</param>
/// <param name="Store">The last block it has stored.</param>
internal sealed record CosmosLedgerLine(
    DateTimeOffset At,
    long MonotonicNs,
    string Event,
    string Home,
    string? Key,
    int Pid,
    ulong StartTime,
    string Release,
    string Upgrade,
    long App,
    long Store,
    IReadOnlyList<string> Args,
    string? Detail)
{
    public (int Pid, ulong StartTime) Writer => (Pid, StartTime);

    /// <summary>The process that wrote it lives, whether or not it has anything more to say.</summary>
    public bool IsOfLiving => ProcessLook.At(Pid) is { HasEnded: false } look && look.StartTime == StartTime;

    /// <summary>The last line of a process that was not killed.</summary>
    public bool IsEnd => Event is "stopped" or "unclosed" or "exit" or "signal";

    public bool IsDisaster => Event is "DOUBLE" or "WRONG-VERSION" or "KILLED-IN-COMMIT" or "MISSED";

    public bool Is(string name, string? release = null) =>
        string.Equals(Event, name, StringComparison.Ordinal) && (release is null || string.Equals(Release, release, StringComparison.Ordinal));

    public override string ToString() => $"{At:HH:mm:ss.fff} {Event} {Release} pid={Pid} app={App} store={Store} {Detail}";
}
