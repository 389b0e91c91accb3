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
