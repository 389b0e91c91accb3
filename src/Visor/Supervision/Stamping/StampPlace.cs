using System.Collections.Immutable;
using Visor.Configuration;

namespace Visor.Supervision.Stamping;

/// <summary>Where the stamp belongs. Pure.</summary>
internal static class StampPlace
{
    public const string Name = "visor-stamp.json";

    private const string Flag = "--home";

    /// <param name="core">Of the release that runs, or ran last; null: its run config cannot be read.</param>
    /// <param name="workingDirectory">What a relative <c>--home</c> means.</param>
    /// <returns>An absolute path; null: nowhere.</returns>
    public static string? Of(DataStampConfig config, BinaryConfig? core, string workingDirectory) => config switch
    {
        { Enabled: false } => null,
        { Path: { } path } => path,
        _ when core is not null && CoreHome(core.Arguments) is { } home => Path.Combine(Path.GetFullPath(home, workingDirectory), Name),
        _ => null,
    };

    // As the core reads them: the last one counts.
    private static string? CoreHome(ImmutableArray<string> arguments)
    {
        string? home = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].StartsWith(Flag + "=", StringComparison.Ordinal))
                home = arguments[i][(Flag.Length + 1)..];
            else if (string.Equals(arguments[i], Flag, StringComparison.Ordinal) && i + 1 < arguments.Length)
                home = arguments[++i];
        }

        return home is { Length: > 0 } ? home : null;
    }
}
