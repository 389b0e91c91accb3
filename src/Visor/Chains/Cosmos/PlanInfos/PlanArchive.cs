using System.Collections.Immutable;

namespace Visor.Chains.Cosmos.PlanInfos;

/// <summary>Which kind of archive an address claims to be, in go-getter's words.</summary>
internal static class PlanArchive
{
    public const string None = "none";

    private static readonly ImmutableArray<string> Extensions =
        ["bz2", "gz", "xz", "tar", "tar.bz2", "tar.gz", "tar.xz", "tar.zst", "tbz2", "tgz", "txz", "tzst", "zip", "zst"];

    /// <param name="parameter">The value of <c>archive</c>; empty: there is none.</param>
    /// <param name="place">The address without its query.</param>
    public static string Of(string parameter, string place)
    {
        if (parameter.Length > 0)
            return Extensions.Contains(parameter, StringComparer.Ordinal) ? parameter : None;

        // The host is no part of the path, though it may end like one.
        var host = place.IndexOf("://", StringComparison.Ordinal);
        var slash = place.IndexOf('/', host < 0 ? 0 : host + "://".Length);
        var path = slash < 0 ? "" : Uri.UnescapeDataString(place[slash..]);
        return Extensions.Where(e => path.EndsWith("." + e, StringComparison.Ordinal)).MaxBy(e => e.Length) ?? None;
    }
}
