namespace Visor.Demo;

/// <param name="Who">The node, or the demo itself.</param>
/// <param name="LogFile">Where more is told, or null.</param>
internal sealed record Problem(string Who, string What, string? LogFile);

/// <summary>What went wrong, with the end of the logs that tell why.</summary>
internal static class Report
{
    private const int TailLines = 20;

    public static void Write(IReadOnlyList<Problem> problems, string folder)
    {
        Console.Error.WriteLine();
        Console.Error.WriteLine("The demo has failed:");
        foreach (var problem in problems)
            Console.Error.WriteLine($"  {problem.Who}: {problem.What}");
        foreach (var log in problems.Select(p => p.LogFile).OfType<string>().Distinct(StringComparer.Ordinal).Where(File.Exists))
        {
            Console.Error.WriteLine();
            Console.Error.WriteLine($"The end of {log}:");
            foreach (var line in File.ReadLines(log).TakeLast(TailLines))
                Console.Error.WriteLine("  " + line);
        }

        Console.Error.WriteLine();
        Console.Error.WriteLine($"Everything is kept in {folder}");
    }
}
