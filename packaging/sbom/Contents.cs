namespace Visor.Sbom;

/// <summary>The files that a program was compiled and linked from, by the package each comes from.</summary>
/// <param name="Folder">NuGet's.</param>
/// <param name="Files">Their names, by the id in lower case and the version of the package.</param>
internal sealed record Contents(string Folder, IReadOnlyDictionary<(string Id, string Version), IReadOnlyList<string>> Files)
{
    /// <param name="path">One path a line; see <c>src/Visor/Visor.csproj</c>.</param>
    /// <param name="packages">NuGet's folder.</param>
    /// <exception cref="ContentsException">A file is not a package's: it would be missing in the list.</exception>
    public static Contents Read(string path, string packages)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(packages)) + '/';
        var files = File.ReadAllLines(path).Where(l => l.Length > 0).Select(l => Path.GetFullPath(l)).ToList();
        var strangers = files.Where(f => !f.StartsWith(root, StringComparison.Ordinal)).ToList();
        if (files.Count == 0 || strangers.Count > 0)
            throw new ContentsException($"{path} {(files.Count == 0 ? "is empty" : $"names {strangers[0]}, which is in no NuGet package of {root}")}, so nobody can say what the program contains; publish it with packaging/publish and the .NET SDK of Microsoft");
        return new Contents(
            root,
            files.GroupBy(f => (f[root.Length..].Split('/')[0], f[root.Length..].Split('/')[1]))
                .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(f => Path.GetFileName(f)!)]));
    }
}
