using System.Runtime.CompilerServices;
using Shouldly;
using Xunit;

namespace Visor.Tests;

/// <summary>Compares what people read with a file that is committed beside the test.</summary>
internal static class GoldenFile
{
    /// <summary>With the environment variable UPDATE_GOLDEN_FILES set, the file is written instead.</summary>
    public static Task ShouldMatch(string actual, string name, [CallerFilePath] string testFile = "") =>
        ShouldMatchFile(actual, Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name));

    /// <summary>The same for a file that people look for, which lies in the folder of the test itself.</summary>
    public static Task ShouldMatchBeside(string actual, string name, [CallerFilePath] string testFile = "") =>
        ShouldMatchFile(actual, Path.Combine(Path.GetDirectoryName(testFile)!, name));

    private static async Task ShouldMatchFile(string actual, string file)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN_FILES") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, actual, TestContext.Current.CancellationToken);
        }

        var expected = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
        if (string.Equals(actual, expected, StringComparison.Ordinal))
            return;
        var found = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file));
        await File.WriteAllTextAsync(found, actual, TestContext.Current.CancellationToken);
        var (was, now) = (expected.Split('\n'), actual.Split('\n'));
        var same = was.Zip(now).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();
        now.ElementAtOrDefault(same).ShouldBe(
            was.ElementAtOrDefault(same),
            $"line {same + 1} of {file}; what it is now lies in {found}; if that is to change, run the tests with UPDATE_GOLDEN_FILES=1");
    }
}
