using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace Visor.Processes;

/// <summary>What is to be started.</summary>
/// <param name="Path">Absolute path of the executable; also its <c>argv[0]</c>.</param>
/// <param name="Arguments">What follows <c>argv[0]</c>.</param>
internal sealed record SpawnRequest(string Path, ImmutableArray<string> Arguments)
{
    /// <summary>Becomes descriptor 3 of the process; null: it has only 0, 1 and 2.</summary>
    public SafeFileHandle? Lock { get; init; }

    /// <summary>Becomes descriptor 0; null: <c>/dev/null</c>.</summary>
    public SafeFileHandle? StandardInput { get; init; }

    /// <summary><c>NAME=value</c>, beside the environment that every child gets.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>Becomes descriptor 1; null: Visor's own standard output.</summary>
    public SafeFileHandle? StandardOutput { get; init; }

    /// <summary>Becomes descriptor 2; null: Visor's own standard error.</summary>
    public SafeFileHandle? StandardError { get; init; }
}
