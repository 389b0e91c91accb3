using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Visor.Tests.Processes;

/// <summary>What docs/system-calls.md promises is proven by a test that is there.</summary>
[Pure]
public sealed partial class SystemCallTableTests
{
    [Fact]
    public void Each_row_names_a_test_and_each_test_exists()
    {
        var rows = Rows().ToList();
        var classes = Directory.EnumerateFiles(Root("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);

        rows.Count.ShouldBeGreaterThan(30);
        foreach (var row in rows)
        {
            var tests = Code().Matches(row.Split('|')[^2]).Select(m => m.Groups["name"].Value).ToList();
            tests.ShouldNotBeEmpty(row);
            tests.Where(t => !classes.Contains(t)).ShouldBeEmpty(row);
        }
    }

    private static IEnumerable<string> Rows() =>
        File.ReadLines(Root("docs/system-calls.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1);

    private static string Root(string path, [CallerFilePath] string here = "") => Path.GetFullPath($"../../../{path}", Path.GetDirectoryName(here)!);

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
