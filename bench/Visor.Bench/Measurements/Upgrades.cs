using System.Globalization;

namespace Visor.Bench.Measurements;

/// <summary>
/// A chain of upgrades to folders that are there. Each is accepted from the first answer on; the moments at which they fall
/// due are spread over the interval in which Visor asks.
/// </summary>
internal sealed class Upgrades(Tools tools)
{
    private const int Count = 24;
    private const int BlocksBetween = 1000;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        using var home = Home(tools, Count);
        using var visor = VisorProcess.Start(tools, home);
        await visor.Until(StampKind.Start, Count + 1);
        var stamps = home.Stamps.Read();
        await visor.Stop();
        return
        [
            Figure.Of("due → SIGTERM", "ms", 60, Gaps.Milliseconds(stamps, StampKind.Due, StampKind.Term)),
            Figure.Of("last old exit → new start", "ms", 10, Gaps.Milliseconds(stamps, StampKind.Exit, StampKind.Start)),
        ];
    }

    /// <summary>A home whose first release is the beginning of a chain of upgrades.</summary>
    public static BenchHome Home(Tools tools, int upgrades)
    {
        var home = new BenchHome(tools.StampingCore, tools.Folder);
        for (var i = 0; i < upgrades; i++)
        {
            var dueAfter = 600 + (i * 37 % 100);
            home.AddRelease(Tag(i), "--next", Tag(i + 1), "--height", Text((i + 1) * BlocksBetween), "--due-after", Text(dueAfter));
        }

        home.AddRelease(Tag(upgrades));
        home.Begin(Tag(0));
        return home;
    }

    private static string Tag(int number) => $"v0.{Text(number)}.0";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
