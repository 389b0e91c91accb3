using CsCheck;
using Shouldly;
using Visor.Releases.Unpacking.Content;
using Xunit;

namespace Visor.Tests.Releases.Unpacking.Content;

[Pure]
public sealed class EntryPathTests
{
    private static readonly Gen<string> Path = Gen.OneOf("a", "b", "..", ".", "", "/", "\\", "...", "a b", "\0", "é", "\n").Array[0, 8]
        .SelectMany(parts => Gen.Bool.Select(slashes => string.Join(slashes ? "/" : "", parts)));

    [Theory]
    [InlineData("vega", "vega", false)]
    [InlineData("./bin//vega", "bin/vega", false)]
    [InlineData("bin/", "bin", true)]
    [InlineData("./", "", true)]
    [InlineData("...", "...", false)]
    public void A_path_is_cleaned(string name, string path, bool folder)
    {
        var parsed = EntryPath.Parse(name);
        parsed.ToString().ShouldBe(path);
        parsed.NamesFolder.ShouldBe(folder);
    }

    [Fact]
    public void A_path_is_at_most_64_names_deep()
    {
        EntryPath.TryParse(string.Join('/', Enumerable.Repeat("a", 64)), out _, out _).ShouldBeTrue();
        EntryPath.TryParse(string.Join('/', Enumerable.Repeat("a", 65)), out _, out var problem).ShouldBeFalse();
        problem.ShouldBe("is nested in more than 63 folders");
    }

    [Fact]
    public void No_accepted_path_leaves_the_folder() => Path.Sample(
        name =>
        {
            if (!EntryPath.TryParse(name, out var path, out _))
                return;
            var full = System.IO.Path.GetFullPath(System.IO.Path.Combine("/staging/release", path.ToString()));
            (full + "/").ShouldStartWith("/staging/release/");
            full.TrimEnd('/').ShouldBe(path.Segments.Count == 0 ? "/staging/release" : $"/staging/release/{path}");
            EntryPath.Parse(path.ToString() is "" ? "." : path.ToString()).ToString().ShouldBe(path.ToString());
        },
        iter: 20_000);

    [Fact]
    public void No_accepted_link_leaves_the_folder_even_by_way_of_others() =>
        Gen.Select(Gen.Int[0, 3], Path).Array[1, 4].Sample(
            links =>
            {
                // Links l0, l1, … each in a folder of its own depth; a target may also name the other links.
                var accepted = links.Select((l, i) => (Path: LinkPath(l.Item1, i), Target: l.Item2.Replace("b", LinkPath(links[0].Item1, 0), StringComparison.Ordinal)))
                    .Where(l => LinkTarget.Problem(EntryPath.Parse(l.Path), l.Target) is null).ToList();
                var table = accepted.ToDictionary(l => l.Path, l => l.Target, StringComparer.Ordinal);
                foreach (var (path, _) in accepted)
                    StaysInside(path, table).ShouldBeTrue(path);
            },
            iter: 20_000);

    private static string LinkPath(int depth, int number) => string.Concat(Enumerable.Repeat("a/", depth)) + $"l{number}";

    /// <summary>Follows a path as the kernel does.</summary>
    private static bool StaysInside(string path, Dictionary<string, string> links)
    {
        var left = new Stack<string>(path.Split('/').Reverse());
        var at = new List<string>();
        for (var hops = 0; left.TryPop(out var segment);)
        {
            if (segment is "" or ".")
                continue;
            if (segment is "..")
            {
                if (at.Count == 0)
                    return false;
                at.RemoveAt(at.Count - 1);
                continue;
            }

            at.Add(segment);
            if (!links.TryGetValue(string.Join('/', at), out var target))
                continue;
            if (++hops > 40)
                return true; // ELOOP
            at.RemoveAt(at.Count - 1);
            foreach (var next in target.Split('/').Reverse())
                left.Push(next);
        }

        return true;
    }
}
