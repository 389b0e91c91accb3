using System.Globalization;
using System.Text.RegularExpressions;
using Visor.Bench.Cosmos;

namespace Visor.Bench.Measurements;

/// <summary>A core that answers and has nothing to announce: memory after a minute, CPU time in its second half.</summary>
internal sealed partial class Idle(Tools tools)
{
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(30);

    // At the same time: each of them does next to nothing.
    private const int Runs = 5;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => One()));
        return
        [
            Figure.Of("RSS at 60 s, nothing accepted", "MiB", 18, runs.Select(r => r.Resident)),
            Figure.Of("CPU in 30 s, nothing accepted", "ms", 30, runs.Select(r => r.Spent)),
        ];
    }

    public async Task<IReadOnlyList<Figure>> RunCosmos()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => OneOfCosmos()));
        return
        [
            Figure.Of("Cosmos: RSS at 60 s, no plan", "MiB", 18, runs.Select(r => r.Resident)),
            Figure.Of("Cosmos: CPU in 30 s, no plan", "ms", null, runs.Select(r => r.Spent)),
        ];
    }

    private async Task<(double Resident, double Spent)> One()
    {
        using var home = new BenchHome(tools.StampingCore, tools.Folder);
        home.AddRelease("v0.0.1");
        home.Begin("v0.0.1");
        using var visor = VisorProcess.Start(tools, home);
        return await Measure(visor);
    }

    private async Task<(double Resident, double Spent)> OneOfCosmos()
    {
        using var home = CosmosBenchHome.Quiet(tools);
        using var visor = VisorProcess.Start(tools, home);
        return await Measure(visor);
    }

    private static async Task<(double Resident, double Spent)> Measure(VisorProcess visor)
    {
        await visor.Until(StampKind.Start, 1);
        await Task.Delay(Half);
        var before = Native.CpuTime(visor.Pid);
        await Task.Delay(Half);
        var spent = (Native.CpuTime(visor.Pid) - before) / 1e6;
        var resident = await Resident(visor.Pid);
        await visor.Stop();
        return (resident, spent);
    }

    private static async Task<double> Resident(int pid)
    {
        var status = await File.ReadAllTextAsync($"/proc/{pid}/status");
        return double.Parse(ResidentLine().Match(status).Groups["kib"].Value, CultureInfo.InvariantCulture) / 1024;
    }

    [GeneratedRegex(@"^VmRSS:\s+(?<kib>\d+) kB$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ResidentLine();
}
