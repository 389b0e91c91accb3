using System.Collections.Immutable;

namespace Visor.Configuration;

/// <summary>One thing wrong in a configuration file, and what would be right.</summary>
/// <param name="Line">From 1; 0: the file as a whole.</param>
/// <param name="Column">From 1; 0: the line or the file as a whole.</param>
/// <param name="Key">Dotted, as an operator would look for it; empty: none.</param>
internal sealed record ConfigurationProblem(
    ProblemSeverity Severity,
    string File,
    int Line,
    int Column,
    string Key,
    string Message)
{
    public override string ToString()
    {
        var place = Line == 0 ? File : $"{File}:{Line}:{Column}";
        return Key.Length == 0 ? $"{place}: {Message}" : $"{place}: {Key}: {Message}";
    }
}

internal enum ProblemSeverity
{
    Warning,
    Error,
}

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

/// <summary>Collects what is wrong in one file.</summary>
/// <param name="keys">Every key that such a file can have, dotted; null: those of <c>config.toml</c>.</param>
internal sealed class ProblemList(string file, IReadOnlyList<string>? keys = null)
{
    /// <summary>More than this many would only hide the first ones.</summary>
    private const int MaxProblems = 100;

    private readonly List<ConfigurationProblem> _problems = [];

    /// <summary>As the operator named it; it stands in front of every message.</summary>
    public string File { get; } = file;

    /// <summary>
    /// Parts of the file could not be understood and were left out, so that what is missing and what is unknown cannot be told.
    /// </summary>
    public bool IsIncomplete { get; set; }

    /// <summary>What else is found is counted no more, so that to describe it is for nothing.</summary>
    public bool IsFull => _problems.Count > MaxProblems;

    public bool HasErrors => _problems.Exists(p => p.Severity == ProblemSeverity.Error);

    public void Error(TextPlace place, string key, string message) => Add(ProblemSeverity.Error, place, key, message);

    public void Warn(TextPlace place, string key, string message) => Add(ProblemSeverity.Warning, place, key, message);

    /// <summary>A required key is not there.</summary>
    public void Missing(TextPlace place, string key, string message)
    {
        if (!IsIncomplete)
            Error(place, key, message);
    }

    /// <summary>The value unless there are errors, and the problems in the order of the file.</summary>
    public ConfigurationReading<T> Reading<T>(T? value)
        where T : class
    {
        // The file as a whole comes last: what is missing is read best after what is there.
        var sorted = _problems.OrderBy(p => p.Line == 0 ? int.MaxValue : p.Line).ThenBy(p => p.Column).ToImmutableArray();
        return new ConfigurationReading<T>(HasErrors ? null : value, sorted);
    }

    private void Add(ProblemSeverity severity, TextPlace place, string key, string message)
    {
        // The first error is always kept: without one among the problems a file would count as valid.
        if (_problems.Count < MaxProblems || (severity == ProblemSeverity.Error && !HasErrors))
            _problems.Add(new ConfigurationProblem(severity, place.Variable is { } variable ? $"environment variable {variable}" : File, place.Line, place.Column, ShownKey.Format(key, keys ?? []), message));
        else if (_problems.Count == MaxProblems)
            _problems.Add(new ConfigurationProblem(severity, File, 0, 0, "", $"there are more than these {MaxProblems} problems; fix them first"));
    }
}
