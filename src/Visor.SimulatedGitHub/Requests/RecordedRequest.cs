using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Visor.SimulatedGitHub.Requests;

public enum HostRole
{
    /// <summary>127.0.0.1: answers with JSON.</summary>
    Api,

    /// <summary>localhost: the bytes of assets.</summary>
    Storage,
}

/// <summary>A request, and how far its answer has got. Times: since a moment before the first of them, comparable with each other.</summary>
public sealed class RecordedRequest
{
    private readonly Action _changed;
    private long _bytesSent;
    private long _endedAt;
    private int _status;

    internal RecordedRequest(HostRole host, HttpRequest request, Action changed)
    {
        _changed = changed;
        Host = host;
        Method = request.Method;
        Path = request.Path + request.QueryString;
        Headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    public HostRole Host { get; }

    public string Method { get; }

    /// <summary>With its query.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Whether a token came along.</summary>
    public bool HasToken => Headers.ContainsKey("Authorization");

    /// <summary>0: not answered yet.</summary>
    public int Status => Volatile.Read(ref _status);

    /// <summary>Of the body of the answer, so far.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>It stands still until it is released.</summary>
    public bool IsStalled { get; private set; }

    /// <summary>CLOCK_MONOTONIC.</summary>
    public TimeSpan BeganAt { get; } = Now();

    /// <summary>The last byte was handed to the kernel, or the connection has gone; null: under way.</summary>
    public TimeSpan? EndedAt => Interlocked.Read(ref _endedAt) is var ticks and not 0 ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Such as <c>GET /repos/o/r/releases/tags/v1 → 200</c>.</summary>
    public override string ToString() => $"{Method} {Path} → {Status}";

    internal void Answered(int status)
    {
        Volatile.Write(ref _status, status);
        _changed();
    }

    internal void Sent(int bytes)
    {
        Interlocked.Add(ref _bytesSent, bytes);
        _changed();
    }

    internal void Stalled(bool stands)
    {
        IsStalled = stands;
        _changed();
    }

    internal void Ended()
    {
        Interlocked.Exchange(ref _endedAt, Now().Ticks);
        _changed();
    }

    private static TimeSpan Now() => Stopwatch.GetElapsedTime(0);
}
