using System.Globalization;
using System.Text.RegularExpressions;

namespace Visor.Bench.Measurements;

/// <summary>
/// The part of a restart that passes inside fsync(2), from a run of its own: strace slows everything else down. Only fsync
/// and execve stop for it (--seccomp-bpf), but each of them costs a few hundredths of a millisecond more than it would alone.
/// </summary>
internal sealed partial class FsyncTime(Tools tools)
{
    private const int Restarts = 30;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        if (!await HasStrace())
            return [Figure.Without("time inside fsync (under strace)", "ms", null, "strace is missing")];

        using var upgrading = Upgrades.Home(tools);
        using var crashing = CrashRestarts.Home(tools);
        return
        [
            .. await Measure(upgrading, Upgrades.PerChain, "upgrade"),
            .. await Measure(crashing, Restarts, "crash"),
        ];
    }

    private async Task<IReadOnlyList<Figure>> Measure(BenchHome home, int starts, string what)
    {
        var trace = home.Beside("fsync.trace");
        using var visor = VisorProcess.Start(
            tools, home, "strace", "-f", "--seccomp-bpf", "-ttt", "-T", "-e", "trace=fsync,execve", "-e", "signal=none", "-o", trace);
        await visor.Until(StampKind.Start, starts + 1);
        var stamps = home.Stamps.Read();
        var children = await File.ReadAllTextAsync($"/proc/{visor.Pid}/task/{visor.Pid}/children");
        await visor.Stop(int.Parse(children.Split(' ')[0], CultureInfo.InvariantCulture));

        var text = await File.ReadAllTextAsync(trace);
        var spawns = SpawnLine().Matches(text).Select(m => Seconds(m.Groups["at"])).ToList();
        var calls = CallLine().Matches(text)
            .Select(m => (Took: Seconds(m.Groups["took"]), At: Seconds(m.Groups["at"]), IsEnd: m.Groups["end"].Success))
            .Select(c => (Begun: c.IsEnd ? c.At - c.Took : c.At, c.Took))
            .ToList();
        var inside = Gaps.Pairs(stamps, StampKind.Exit, StampKind.Start)
            .Select(p => p.From.RealTime / 1e9)
            .Select(exit => (From: exit, To: spawns.First(s => s > exit)))
            .Select(p => calls.Where(c => c.Begun > p.From && c.Begun < p.To).Select(c => c.Took).ToList())
            .ToList();
        return
        [
            Figure.Of($"{what}: time inside fsync between exit and spawn (under strace)", "ms", null, inside.Select(i => i.Sum() * 1000)),
            Figure.Of($"{what}: fsync calls between exit and spawn", "calls", 3, inside.Select(i => (double)i.Count)),
        ];
    }

    private static async Task<bool> HasStrace() =>
        (await Tools.Capture("/bin/sh", "-c", "command -v strace")).ExitCode == 0;

    private static double Seconds(Group number) => double.Parse(number.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d+ +(?<at>[\d.]+) execve\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpawnLine();

    // A call that another thread's line interrupts is written in two halves; its second half carries the time of the end and the whole duration.
    [GeneratedRegex(@"^\d+ +(?<at>[\d.]+) (fsync\(.*|(?<end><\.\.\. fsync resumed>).*) = \d+ <(?<took>[\d.]+)>$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CallLine();
}
