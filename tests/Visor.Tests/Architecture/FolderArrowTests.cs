using Shouldly;
using Xunit;

namespace Visor.Tests.Architecture;

/// <summary>The rooms of Visor depend on each other in one direction. What a file says with <c>using</c> counts, and so does every type that it names.</summary>
[Pure]
public sealed class FolderArrowTests
{
    private static readonly SortedSet<(string From, string To)> Arrows = [.. FolderArrows.Of(Sources.All()), .. TypeArrows.BetweenRooms];

    [Fact]
    public Task The_folders_use_each_other_as_the_golden_file_says() =>
        GoldenFile.ShouldMatchBeside(
            string.Concat(Arrows.GroupBy(a => a.From, StringComparer.Ordinal).Select(g => $"{g.Key} -> {string.Join(", ", g.Select(a => a.To))}\n")),
            "folder-arrows.golden.txt");

    [Fact]
    public void No_room_depends_on_itself_by_way_of_others() => string.Join('\n', RoomCircles.In(Arrows).Select(Told)).ShouldBeEmpty();

    [Fact]
    public void Decisions_know_only_the_model() =>
        Arrows.Where(a => string.Equals(a.From, "Lifecycle", StringComparison.Ordinal)).ShouldBe([("Lifecycle", "Model")]);

    [Fact]
    public void The_model_knows_nothing() => Arrows.Where(a => IsIn(a.From, "Model") && !IsIn(a.To, "Model")).ShouldBeEmpty();

    [Fact]
    public void Nothing_above_the_chains_names_one_of_them() =>
        Arrows.Where(a => a.To.StartsWith("Chains/", StringComparison.Ordinal) && !IsIn(a.From, FamilyOf(a.To)) && a.From is not ("(root)" or "Commands/Cosmovisor")).ShouldBeEmpty(); // The family's own command line is one of its ends.

    private static string FamilyOf(string room) => string.Join('/', room.Split('/').Take(2));

    private static bool IsIn(string room, string other) => string.Equals(room, other, StringComparison.Ordinal) || room.StartsWith(other + "/", StringComparison.Ordinal);

    private static string Told((string From, string To) arrow) =>
        $"{arrow.From} -> {arrow.To}: {string.Join(", ", TypeArrows.BetweenTypes.Where(t => IsIn(TypeArrows.RoomOf(t.From), arrow.From) && IsIn(TypeArrows.RoomOf(t.To), arrow.To)).Take(5))}";

    [Fact]
    public void Only_one_file_calls_libc() =>
        Sources.All().Where(s => s.Lines.Any(l => l.Contains("LibraryImport", StringComparison.Ordinal) || l.Contains("DllImport(", StringComparison.Ordinal)))
            .Select(s => s.File).ShouldBe(["Platform/Native.cs"]);

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
