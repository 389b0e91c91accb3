using Visor.Model;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking;

/// <summary>Which file of an archive is the node's binary.</summary>
internal static class BinaryInArchive
{
    private const int Named = 8;

    /// <summary>
    /// What <paramref name="binaryName"/> says; without it what is called like the asset, with or without its extension; or else
    /// the only file there is.
    /// </summary>
    /// <exception cref="UnpackException">There is no such file, with the files there are.</exception>
    public static EntryPath Choose(ExtractionRoot target, string assetName, string? binaryName)
    {
        var tree = target.Tree;
        string[] names = binaryName is not null ? [binaryName] : [assetName, WithoutExtension(assetName)];
        foreach (var name in names)
        {
            if (EntryPath.TryParse(name, out var path, out _) && tree.Find(path) is EntryKind.File or EntryKind.Link)
                return path;
        }

        var files = tree.Files.Order(StringComparer.Ordinal).Take(Named + 1).ToList();
        if (binaryName is null && files.Count == 1)
            return EntryPath.Parse(files[0]);
        if (files.Count == 0)
            throw new UnpackException(UnpackFault.Unsuitable, "it contains no file at all; have the asset published again");
        if (files.Find(f => InnerArchive.Is(Start(target, f))) is { } inner && !files.Exists(f => ProgramHeader.IsProgram(Start(target, f))))
            throw InnerArchive.Refused(inner);
        throw new UnpackException(UnpackFault.Unsuitable, $"it contains no file '{PlainText.Excerpt(names[^1])}', only {List(files)}; {AssetSettings.Inside}");
    }

    public static string WithoutExtension(string assetName)
    {
        string[] extensions = [".zip", ".tar.gz", ".tgz", ".gz"];
        var extension = Array.Find(extensions, e => assetName.Length > e.Length && assetName.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return assetName[..^(extension?.Length ?? 0)];
    }

    private static ReadOnlySpan<byte> Start(ExtractionRoot target, string file)
    {
        using var handle = File.OpenHandle(target.PathOf(EntryPath.Parse(file)));
        var start = new byte[InnerArchive.Length];
        return start.AsSpan(0, FileBytes.Read(handle, start, 0));
    }

    private static string List(List<string> files) => files.Count switch
    {
        > Named => string.Join(", ", files.Take(Named).Select(Quoted)) + " and more",
        _ => string.Join(", ", files.Select(Quoted)),
    };

    private static string Quoted(string file) => $"'{PlainText.Excerpt(file, 60)}'";
}
