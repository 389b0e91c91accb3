using System.Globalization;

namespace Visor.Bench.Measurements;

/// <summary>
/// Chains of upgrades to folders that are there. Each is accepted from the first answer on; the moments at which they fall
/// due are spread over the interval in which Visor asks.
/// </summary>
internal sealed class Upgrades(Tools tools)
{
    /// <summary>Visors, one after the other.</summary>
    public const int Chains = 3;

    /// <summary>Of each Visor: it hears ten changes of the plan at once, and then one a minute.</summary>
    public const int PerChain = 8;

    // Milliseconds after the start of a core: Visor asks the next core no sooner than 2 s after it heard of a plan.
    private const int SoonDue = 2600;
    private const int BlocksBetween = 1000;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        List<double> terms = [], gaps = [];
        for (var chain = 0; chain < Chains; chain++)
        {
            using var home = Home(tools, chain);
            using var visor = VisorProcess.Start(tools, home);
            await visor.Until(StampKind.Start, PerChain + 1);
            var stamps = home.Stamps.Read();
            await visor.Stop();
            terms.AddRange(Gaps.Milliseconds(stamps, StampKind.Due, StampKind.Term));
            gaps.AddRange(Gaps.Milliseconds(stamps, StampKind.Exit, StampKind.Start));
        }

        return [Figure.Of("due → SIGTERM", "ms", 60, terms), Figure.Of("last old exit → new start", "ms", 10, gaps)];
    }

    /// <summary>A home whose first release is the beginning of a chain of upgrades.</summary>
    /// <param name="chain">The number of the chain, from 0.</param>
    public static BenchHome Home(Tools tools, int chain = 0)
    {
        var home = new BenchHome(tools.StampingCore, tools.Folder);
        for (var i = 0; i < PerChain; i++)
        {
            var dueAfter = SoonDue + (((chain * PerChain) + i) * 37 % 100);
            home.AddRelease(Tag(i), "--next", Tag(i + 1), "--height", Text((i + 1) * BlocksBetween), "--due-after", Text(dueAfter));
        }

        home.AddRelease(Tag(PerChain));
        home.Begin(Tag(0));
        return home;
    }

    private static string Tag(int number) => $"v0.{Text(number)}.0";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
