using System.Globalization;

namespace Visor.Tests.Lifecycle;

/// <summary>How many random courses each property is tried on: <c>VISOR_COURSES</c>, or as many as a run has time for.</summary>
internal static class RandomCourses
{
    private const int Usual = 50_000;

    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("VISOR_COURSES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : Usual;

    /// <summary>Never fewer than usual: for tests that ask how far the courses get, and not only whether they get there well.</summary>
    public static int CountAtLeastUsual { get; } = Math.Max(Count, Usual);
}
