using System.Text.Json.Serialization;

namespace Visor.Testing.Processes;

/// <summary>One event in the life of a simulated node; see docs/simulated-node.md.</summary>
/// <param name="MonotonicNs">Comparable between processes.</param>
/// <param name="StartTime">Of the process, as the system has it.</param>
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
    string? Detail,
    ulong StartTime)
{
    /// <summary>CLOCK_MONOTONIC.</summary>
    [JsonIgnore]
    public TimeSpan MonotonicAt => TimeSpan.FromMicroseconds(MonotonicNs / 1000.0);

    public bool IsCore => Role is "core";

    /// <summary>The process that wrote it.</summary>
    public (int Pid, ulong StartTime) Writer => (Pid, StartTime);

    /// <summary>The process that wrote it lives, whether or not it has anything more to say. By pid and start time: a pid alone may be somebody else's by now.</summary>
    public bool IsOfLiving => ProcessLook.At(Pid) is { HasEnded: false } look && look.StartTime == StartTime;

    public bool Is(string name, string? release = null, string role = "core") =>
        string.Equals(Event, name, StringComparison.Ordinal)
        && string.Equals(Role, role, StringComparison.Ordinal)
        && (release is null || string.Equals(Release, release, StringComparison.Ordinal));

    public bool IsEnd => Event is "stopped" or "killed-itself" or "exit" or "signal" or "failed";

    /// <summary>Two nodes on one home, or a release that is not the one of this block.</summary>
    public bool IsDisaster => Event is "DOUBLE" or "WRONG-VERSION";

    public override string ToString() =>
        $"{At:HH:mm:ss.fff} {Event} {Role} {Release} pid={Pid} flag={Flag ?? "none"} height={Height} {Detail}";
}
