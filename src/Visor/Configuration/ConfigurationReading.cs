using System.Collections.Immutable;

namespace Visor.Configuration;

/// <summary>What came of reading a file: a value unless there are errors, and every problem in the order of the file.</summary>
internal sealed record ConfigurationReading<T>(T? Value, ImmutableArray<ConfigurationProblem> Problems)
    where T : class
{
    /// <summary>The same, seen as what the value also is.</summary>
    public ConfigurationReading<TBase> As<TBase>()
        where TBase : class => new((TBase?)(object?)Value, Problems);

    public IEnumerable<ConfigurationProblem> Errors => Problems.Where(p => p.Severity == ProblemSeverity.Error);

    public IEnumerable<ConfigurationProblem> Warnings => Problems.Where(p => p.Severity == ProblemSeverity.Warning);
}
