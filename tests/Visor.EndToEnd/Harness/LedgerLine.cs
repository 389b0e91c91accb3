namespace Visor.EndToEnd.Harness;

/// <summary>One event in the life of a simulated node; see docs/simulated-node.md.</summary>
/// <param name="MonotonicNs">Comparable between processes.</param>
/// <param name="Flag">Value of <c>--snapshot.load-from-block-height</c>, or null.</param>
internal sealed record LedgerLine(
    DateTimeOffset At,
    long MonotonicNs,
    string Event,
    string Role,
    int Pid,
    string Release,
    string? Flag,
    long Height,
    IReadOnlyList<string> Args,
    string? Detail)
{
    public bool Is(string name, string? release = null, string role = "core") =>
        string.Equals(Event, name, StringComparison.Ordinal)
        && string.Equals(Role, role, StringComparison.Ordinal)
        && (release is null || string.Equals(Release, release, StringComparison.Ordinal));

    public bool IsEnd => Event is "stopped" or "killed-itself" or "exit" or "signal" or "failed";

    public override string ToString() =>
        $"{At:HH:mm:ss.fff} {Event} {Role} {Release} pid={Pid} flag={Flag ?? "none"} height={Height} {Detail}";
}
