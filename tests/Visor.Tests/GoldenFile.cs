using System.Runtime.CompilerServices;
using Shouldly;
using Xunit;

namespace Visor.Tests;

/// <summary>Compares what people read with a file that is committed beside the test.</summary>
internal static class GoldenFile
{
    /// <summary>With the environment variable UPDATE_GOLDEN_FILES set, the file is written instead.</summary>
    public static async Task ShouldMatch(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN_FILES") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, actual, TestContext.Current.CancellationToken);
        }

        var expected = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        if (string.Equals(actual, expected, StringComparison.Ordinal))
            return;
        var (was, now) = (expected.Split('\n'), actual.Split('\n'));
        var same = was.Zip(now).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();
        now.ElementAtOrDefault(same).ShouldBe(
            was.ElementAtOrDefault(same),
            $"line {same + 1} of {name}; if that is to change, run the tests with UPDATE_GOLDEN_FILES=1");
    }
}
