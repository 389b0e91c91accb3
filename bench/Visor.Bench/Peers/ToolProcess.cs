using System.Diagnostics;

namespace Visor.Bench.Peers;

/// <summary>A tool that is a process of this machine and stops on a signal.</summary>
internal sealed class ToolProcess : RunningPeer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly PeerScene _scene;
    private readonly int _stopSignal;
    private readonly string[] _children;
    private int[] _own = [];

    private ToolProcess(Process process, PeerScene scene, int stopSignal, string[] children) =>
        (_process, _scene, _stopSignal, _children) = (process, scene, stopSignal, children);

    /// <param name="children">Executables that are not the tool's own.</param>
    public static ToolProcess Start(PeerScene scene, string[] command, int stopSignal, params string[] children)
    {
        // A shell only to put the output into a file: a pipe to this program would be part of what is measured.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", Path.Combine(scene.Folder, "log"), .. command]);
        var began = Stopwatch.GetTimestamp();
        return new ToolProcess(Process.Start(start)!, scene, stopSignal, [scene.StampingCore, .. children]) { BeganAt = began };
    }

    public override IReadOnlyList<int> Own() =>
        _own = [.. ProcessTree.Of(_process.Id).Where(pid => ProcessTree.Executable(pid) is { } executable && !_children.Contains(executable, StringComparer.Ordinal))];

    public override async Task<(long AskedAt, long? EndedAt)> Stop()
    {
        Own();
        var asked = Stopwatch.GetTimestamp();
        if (Native.Kill(_process.Id, _stopSignal) != 0)
            throw new InvalidOperationException($"it has gone: {LastWords()}");

        // runsvdir ends before its runsv processes do.
        while (_own.Any(pid => ProcessTree.Executable(pid) is not null) || _scene.LastFirst(StampKind.Exit) is null)
        {
            if (Stopwatch.GetElapsedTime(asked) > Patience)
                throw new TimeoutException($"it has not stopped within {Patience.TotalSeconds} s: {LastWords()}");
            await Task.Delay(1);
        }

        return (asked, Stopwatch.GetTimestamp());
    }

    public override async ValueTask DisposeAsync()
    {
        // The tool first, so that it starts nothing again.
        foreach (var pid in ProcessTree.Of(_process.Id).Concat(_own.SelectMany(ProcessTree.Of)).Distinct().Where(pid => ProcessTree.Executable(pid) is not null))
            _ = Native.Kill(pid, Native.SigKill);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private string LastWords() => File.Exists(Path.Combine(_scene.Folder, "log")) ? string.Join(" | ", File.ReadLines(Path.Combine(_scene.Folder, "log")).TakeLast(3)) : "";
}
