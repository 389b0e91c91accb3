using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Packaging;

/// <summary>CHANGELOG.md has a dated section for each version, the newest first, and none that this build is older than.</summary>
[Pure]
public sealed partial class ChangelogTests
{
    private static readonly string[] Lines = File.ReadAllLines(PackagingFolder.File("../CHANGELOG.md"));

    [Fact]
    public void Unreleased_changes_stand_above_the_versions() =>
        Lines.First(l => l.StartsWith("## ", StringComparison.Ordinal)).ShouldBe("## [Unreleased]");

    [Fact]
    public void Each_version_has_its_date_and_the_newest_comes_first()
    {
        var sections = Lines.Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Skip(1).ToList();
        var versions = Versions().ToList();

        versions.Count.ShouldBe(sections.Count);
        versions.ShouldNotBeEmpty();
        versions.ShouldBe(versions.OrderDescending());
    }

    [Fact]
    public void This_build_is_of_the_newest_version_or_one_to_come()
    {
        // Between tags MinVer counts from the last one, so a section for a version beyond that needs MinVerMinimumMajorMinor.
        var built = Version.Parse(VisorVersion.OfThisProgram.Version.TrimStart('v').Split('-', '+')[0]);

        built.ShouldBeGreaterThanOrEqualTo(Versions().First(), $"CHANGELOG.md is ahead of this build, {VisorVersion.OfThisProgram.Version}: raise MinVerMinimumMajorMinor in Directory.Build.props");
    }

    private static IEnumerable<Version> Versions() => Lines
        .Select(l => Section().Match(l))
        .Where(m => m.Success && DateOnly.TryParseExact(m.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        .Select(m => Version.Parse(m.Groups["version"].Value));

    [GeneratedRegex(@"^## \[(?<version>\d+\.\d+\.\d+)\] - (?<date>\d{4}-\d{2}-\d{2})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Section();
}
