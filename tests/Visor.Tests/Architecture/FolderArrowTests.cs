using Shouldly;
using Xunit;

namespace Visor.Tests.Architecture;

public sealed class FolderArrowTests
{
    private static readonly SortedSet<(string From, string To)> Arrows = FolderArrows.Of(Sources.All());

    [Fact]
    public Task The_folders_use_each_other_as_the_golden_file_says() =>
        GoldenFile.ShouldMatchBeside(
            string.Concat(Arrows.GroupBy(a => a.From, StringComparer.Ordinal).Select(g => $"{g.Key} -> {string.Join(", ", g.Select(a => a.To))}\n")),
            "folder-arrows.golden.txt");

    [Fact]
    public void No_folder_depends_on_itself_by_way_of_others()
    {
        var left = FolderArrows.BetweenTopFolders(Arrows);

        // What points nowhere, or only to what has been taken away, can be taken away; what cannot is a circle.
        while (left.RemoveWhere(a => !left.Any(b => string.Equals(b.From, a.To, StringComparison.Ordinal))) > 0)
        {
        }

        left.ShouldBeEmpty();
    }

    [Fact]
    public void Decisions_know_only_the_home_folder() =>
        Arrows.Where(a => string.Equals(a.From, "Lifecycle", StringComparison.Ordinal)).ShouldBe([("Lifecycle", "Home")]);

    [Fact]
    public void Only_one_file_calls_libc() =>
        Sources.All().Where(s => s.Lines.Any(l => l.Contains("LibraryImport", StringComparison.Ordinal) || l.Contains("DllImport(", StringComparison.Ordinal)))
            .Select(s => s.File).ShouldBe(["Native.cs"]);

    [Fact]
    public void Every_file_lies_in_the_folder_of_its_namespace() =>
        Sources.All().Where(s => !s.Lines.Contains(Namespace(s.File), StringComparer.Ordinal)).Select(s => s.File)
            .ShouldBeEmpty();

    private static string Namespace(string file)
    {
        var folder = FolderArrows.FolderOf(file);
        return string.Equals(folder, "(root)", StringComparison.Ordinal) ? "namespace Visor;" : $"namespace Visor.{folder.Replace('/', '.')};";
    }
}
