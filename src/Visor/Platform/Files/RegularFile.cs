namespace Visor.Platform.Files;

/// <summary>Tells a file from everything else that can stand where one belongs: a link, a folder, a pipe, another file's second name.</summary>
internal static class RegularFile
{
    /// <returns>True: it is a regular file with this name alone.</returns>
    public static bool Is(string path) => FileStatus.Of(path, followLinks: false) is { IsRegular: true, Links: 1 };

    /// <returns>True: it is a regular file, or a link that leads to one.</returns>
    public static bool IsRegular(string path) => FileStatus.Of(path) is { IsRegular: true };
}
