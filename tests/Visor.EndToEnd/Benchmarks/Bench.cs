using System.Reflection;
using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Benchmarks;

/// <summary>The benchmark as <c>bench/run</c> starts it, of the Visor under test, and a page for its figures. Deleted when it is disposed of.</summary>
internal sealed class Bench : IDisposable
{
    private static readonly string[] Stamping = ["appd", "stamp", "elapsed"];

    private readonly TemporaryFolder _folder = new();

    private Bench() => Directory.CreateDirectory(_folder.In("homes"));

    public static string StandIn => Path.Combine(AppContext.BaseDirectory, "Benchmarks", "cosmovisor-stand-in");

    public string Page => _folder.In("benchmarks.md");

    /// <summary>With the programs that stamp a clock.</summary>
    public static async Task<Bench> Build()
    {
        Requirement.Program("gcc");
        var bench = new Bench();
        foreach (var program in Stamping)
        {
            var (exitCode, output) = await TestProcess.Run(
                "gcc", "-std=gnu17", "-O2", "-Wall", "-Wextra", "-Werror", "-o", bench._folder.In(program), Path.Combine(Metadata("BenchSources"), $"{program}.c"));
            exitCode.ShouldBe(0, output);
        }

        await File.WriteAllTextAsync(bench.Page, "<!-- figures: begin -->\n<!-- figures: end -->\n<!-- peers: begin -->\n<!-- peers: end -->\n");
        return bench;
    }

    /// <summary>One round of Cosmos upgrades under Visor and its peers.</summary>
    public TestProcess Start(string peers) => TestProcess.Start(
        "dotnet",
        [Metadata("BenchProgram"), Programs.Visor, _folder.Path, _folder.In("homes"), Page],
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["PEERS"] = peers, ["VISOR_BENCH_ONLY"] = "cosmos peers", ["VISOR_BENCH_ROUNDS"] = "1" });

    public void Dispose() => _folder.Dispose();

    private static string Metadata(string key) =>
        typeof(Bench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => string.Equals(a.Key, key, StringComparison.Ordinal)).Value!;
}
