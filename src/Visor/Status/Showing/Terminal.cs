using Visor.Logging;

namespace Visor.Status.Showing;

/// <summary>What standard output is.</summary>
/// <param name="Width">In columns; null: it is no terminal.</param>
/// <param name="IsColoured">Whether colours are shown and wanted (https://no-color.org).</param>
internal sealed record Terminal(int? Width, bool IsColoured)
{
    private const int StandardOutput = 1;

    public bool CanRedraw { get; init; }

    public static Terminal OfStandardOutput(Func<string, string?> environment)
    {
        var width = TerminalWidth.Read(StandardOutput);
        var isAble = width is not null && environment("TERM") is not (null or "" or "dumb");
        return new Terminal(width, isAble && string.IsNullOrEmpty(environment("NO_COLOR"))) { CanRedraw = isAble };
    }
}
