using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Visor.Releases.Unpacking.Content;

/// <summary>The path of an entry below the target folder, free of everything that could lead elsewhere.</summary>
/// <param name="Segments">Names of folders and last of the entry; none for the target folder itself (<c>./</c>).</param>
/// <param name="NamesFolder">It was written with a slash at its end.</param>
internal sealed record EntryPath(IReadOnlyList<string> Segments, bool NamesFolder)
{
    /// <summary>PATH_MAX and NAME_MAX of Linux, in bytes.</summary>
    public const int MaxBytes = 4096;
    public const int MaxSegmentBytes = 255;

    /// <summary>Far deeper than any release is; each folder on the way is remembered.</summary>
    public const int MaxSegments = 64;

    public override string ToString() => string.Join('/', Segments);

    /// <param name="name">As the archive has it; <c>a//b</c> and <c>./a/b</c> are <c>a/b</c>.</param>
    /// <exception cref="UnpackException">It is not a path below the target folder.</exception>
    public static EntryPath Parse(string name) =>
        TryParse(name, out var path, out var problem) ? path : throw UnpackException.RefusedEntry(name, problem);

    /// <param name="problem">What is wrong with it, to follow the name.</param>
    public static bool TryParse(string name, [NotNullWhen(true)] out EntryPath? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        problem = ProblemOfText(name) ?? (name.StartsWith('/') ? "has an absolute path" : null);
        if (problem is not null)
            return false;

        var segments = SegmentsOf(name).ToArray();
        problem = segments.Length > MaxSegments
            ? $"is nested in more than {MaxSegments - 1} folders"
            : segments.Select(ProblemOfSegment).FirstOrDefault(p => p is not null);
        if (problem is not null)
            return false;
        path = new EntryPath(segments, name.EndsWith('/') || segments.Length == 0);
        return true;
    }

    /// <returns>What is wrong with it as the path of an entry or the target of a link, or null.</returns>
    public static string? ProblemOfText(string text) => text switch
    {
        "" => "has an empty path",
        { Length: > MaxBytes } => TooLong,
        _ when text.Contains('\0', StringComparison.Ordinal) => "has a NUL character in its path",
        _ when text.Contains('\\', StringComparison.Ordinal) => "has a backslash in its path, which may be a separator",
        _ when Encoding.UTF8.GetByteCount(text) > MaxBytes => TooLong,
        _ => null,
    };

    public static IEnumerable<string> SegmentsOf(string text) =>
        text.Split('/').Where(s => s is not ("" or "."));

    private static string TooLong => $"has a path of more than {MaxBytes} bytes";

    private static string? ProblemOfSegment(string segment) => segment switch
    {
        ".." => "has '..' in its path",
        _ when Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes => $"has a name of more than {MaxSegmentBytes} bytes in its path",
        _ => null,
    };
}
