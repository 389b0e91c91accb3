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
        _ when DataOf(core, workingDirectory) is { } data => Path.Combine(data, Name),
        _ => null,
    };

    /// <summary>The folder of the chain's data.</summary>
    /// <returns>An absolute path; null: the core is not told of one.</returns>
    /// <inheritdoc cref="Of"/>
    public static string? DataOf(BinaryConfig? core, string workingDirectory) =>
        core is not null && CoreHome(core.Arguments) is { } home ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(home, workingDirectory)) : null;

    /// <summary>What <c>--home</c> says among a core's arguments, as the core reads them: the last one counts. Null: nothing.</summary>
    public static string? CoreHome(IReadOnlyList<string> arguments)
    {
        string? home = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith(Flag + "=", StringComparison.Ordinal))
                home = arguments[i][(Flag.Length + 1)..];
            else if (string.Equals(arguments[i], Flag, StringComparison.Ordinal) && i + 1 < arguments.Count)
                home = arguments[++i];
        }

        return home is { Length: > 0 } ? home : null;
    }
}
