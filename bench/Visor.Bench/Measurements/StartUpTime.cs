using System.Globalization;

namespace Visor.Bench.Measurements;

/// <summary>A verb that only prints, from its spawn to its end.</summary>
internal sealed class StartUpTime(Tools tools)
{
    private const string Runs = "50";
    private const int Warmup = 5;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        string[] command = [.. tools.Priority, tools.Elapsed, Runs, tools.Visor, "version"];
        var (exitCode, output) = await Tools.Capture("env", command);
        if (exitCode != 0)
            throw new InvalidOperationException($"`visor version` ended with {exitCode}");
        var nanoseconds = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture) / 1e6);
        return [Figure.Of("`visor version`", "ms", 10, nanoseconds.Skip(Warmup))];
    }
}
