using System.Globalization;
using Visor.Bench.Measurements;

namespace Visor.Bench;

internal static class Program
{
    // bench/run is what people call.
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var visor, var stampingCore, var elapsed, var folder, var page])
        {
            await Console.Error.WriteLineAsync("usage: Visor.Bench VISOR STAMPING-CORE ELAPSED FOLDER PAGE");
            return 64;
        }

        var tools = new Tools(visor, stampingCore, elapsed, folder);
        var loadBefore = Machine.Load();
        List<Figure> figures = [];
        await Measure("upgrades", new Upgrades(tools).Run);
        await Measure("crashes", new CrashRestarts(tools).Run);
        await Measure("fsync", new FsyncTime(tools).Run);
        await Measure("start-up", new StartUpTime(tools).Run);
        await Measure("idle, 60 s", new Idle(tools).Run);

        var table = Report.Table(figures);
        Console.WriteLine();
        Console.Write(table);
        var when = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var machine = await Machine.Describe(folder);
        var load = string.Create(CultureInfo.InvariantCulture, $"{loadBefore:0.0} before, {Machine.Load():0.0} after");
        await Report.Rewrite(page, $"`bench/run`, {when}, {machine}; load average: {load}.\n\n{table}");
        return 0;

        async Task Measure(string name, Func<Task<IReadOnlyList<Figure>>> run)
        {
            Console.WriteLine($"measuring: {name}");
            figures.AddRange(await run());
        }
    }
}
