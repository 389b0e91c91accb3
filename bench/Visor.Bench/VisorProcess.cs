using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Visor.Bench.Cosmos;

namespace Visor.Bench;

/// <summary>The measured Visor, or what is measured in its place.</summary>
internal sealed partial class VisorProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly LoggedVisor _visor;
    private readonly string _name;
    private readonly StampFile _stamps;
    private readonly string _log;

    private VisorProcess(LoggedVisor visor, string name, StampFile stamps, string log) => (_visor, _name, _stamps, _log) = (visor, name, stamps, log);

    public int Pid => _visor.Pid;

    /// <param name="tracer">What Visor runs under, such as strace with its options; empty: nothing.</param>
    public static VisorProcess Start(Tools tools, BenchHome home, params string[] tracer) =>
        new(LoggedVisor.Start([.. tracer, .. tools.Priority, tools.Visor], home.Root, home.Log), "Visor", home.Stamps, home.Log);

    public static VisorProcess Start(Tools tools, CosmosBenchHome home) => Start(tools, home, "Visor", tools.Visor, "cosmovisor", "run");

    /// <param name="name">For people.</param>
    /// <param name="command">Up to the command line of the node.</param>
    public static VisorProcess Start(Tools tools, CosmosBenchHome home, string name, params string[] command) =>
        new(LoggedVisor.StartLine([.. tools.Priority, .. command, .. home.Arguments], home.Log, mark: null, home.Variables), name, home.Stamps, home.Log);

    /// <summary>The node of a home without anything that looks after it.</summary>
    public static VisorProcess StartAlone(Tools tools, CosmosBenchHome home) => Start(tools, home, "the node", home.Genesis);

    /// <summary>Waits until the core has left this many stamps of a kind.</summary>
    public Task Until(StampKind kind, int count) => Until(() => _stamps.Count(kind) >= count, $"there are not {count} stamps of {kind}", LookInterval);

    /// <summary>Waits until Visor has said something.</summary>
    /// <returns>When it said so, to the millisecond, by the time in the line.</returns>
    public async Task<DateTimeOffset> WhenLogged(string words)
    {
        string? Line() => File.Exists(_log)
            ? Array.Find(File.ReadAllLines(_log), l => l.Contains(words, StringComparison.Ordinal))
            : null;
        await Until(() => Line() is not null, $"it has not said '{words}'", LookInterval);
        return DateTimeOffset.Parse(Line()!.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>The most memory it has ever had, in MiB: VmHWM of proc_pid_status(5).</summary>
    public double PeakResident() => PeakLine().Match(File.ReadAllText($"/proc/{Pid}/status")) is { Success: true } line
        ? double.Parse(line.Groups["kib"].Value, CultureInfo.InvariantCulture) / 1024
        : throw new InvalidOperationException($"{_name} has gone: {LastWords()}");

    private async Task Until(Func<bool> condition, string complaint, TimeSpan interval)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (_visor.HasExited)
                throw new InvalidOperationException($"{_name} has ended with {_visor.ExitCode}: {LastWords()}");
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"after {Patience.TotalMinutes} minutes {complaint}: {LastWords()}");
            await Task.Delay(interval);
        }
    }

    /// <param name="pid">Visor itself if <see cref="Pid"/> is a tracer.</param>
    public async Task Stop(int? pid = null)
    {
        if (Native.Kill(pid ?? Pid, Native.SigTerm) != 0)
            throw new InvalidOperationException($"{_name} has gone: {LastWords()}");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _visor.WaitForExit(deadline.Token);
    }

    public void Dispose()
    {
        _visor.Kill();
        _visor.Dispose();
    }

    private string LastWords() => string.Join(" | ", File.ReadLines(_log).TakeLast(3));

    [GeneratedRegex(@"^VmHWM:\s+(?<kib>\d+) kB$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PeakLine();
}
