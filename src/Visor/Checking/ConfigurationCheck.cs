using Visor.Configuration;
using Visor.Model;

namespace Visor.Checking;

/// <summary>A configuration file: each of its errors and warnings, with its place.</summary>
internal static class ConfigurationCheck
{
    /// <param name="what">Such as <c>config.toml</c>.</param>
    /// <param name="sound">What is said of one without a problem.</param>
    public static IEnumerable<Finding> Of<T>(string what, ConfigurationReading<T> reading, string sound = "is valid")
        where T : class
    {
        foreach (var problem in reading.Problems)
            yield return new Finding(problem.Severity is ProblemSeverity.Error ? CheckOutcome.Failure : CheckOutcome.Warning, what, problem.ToString());
        if (reading.Problems.IsEmpty)
            yield return Finding.Ok(what, sound);
    }
}
