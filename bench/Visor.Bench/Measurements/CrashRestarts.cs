namespace Visor.Bench.Measurements;

/// <summary>A core that ends by itself 300 ms after each start, with no delay before the restart.</summary>
internal sealed class CrashRestarts(Tools tools)
{
    private const string LifeMilliseconds = "300";
    private const int Restarts = 110;
    private const int Warmup = 5;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        using var home = Home(tools);
        using var visor = VisorProcess.Start(tools, home);
        await visor.Until(StampKind.Start, Restarts + Warmup + 1);
        await visor.Stop();
        var gaps = Gaps.Milliseconds(home.Stamps.Read(), StampKind.Exit, StampKind.Start);
        return
        [
            Figure.Of("crash → new start, delay 0", "ms", 3, gaps.Skip(Warmup)),
            Figure.Of("the first crash of a new Visor", "ms", null, gaps.Take(1)),
        ];
    }

    public static BenchHome Home(Tools tools)
    {
        var home = new BenchHome(tools.StampingCore, tools.Folder);
        home.AddRelease("v0.0.1", "--crash-after", LifeMilliseconds);
        home.Begin("v0.0.1");
        return home;
    }
}
