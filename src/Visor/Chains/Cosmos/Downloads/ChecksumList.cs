using Visor.Chains.Cosmos.PlanInfos;

namespace Visor.Chains.Cosmos.Downloads;

/// <summary>A list of checksums, as sha256sum(1) and its like write it: <c>SUM  NAME</c>, <c>SUM *NAME</c>, <c>SHA256 (NAME) = SUM</c>, or a sum alone.</summary>
internal static class ChecksumList
{
    /// <param name="name">The file's, without folders.</param>
    /// <returns>The first one of that file, or the first that names no file; null: there is none.</returns>
    public static PlanChecksum? Find(string list, string name)
    {
        foreach (var line in list.Split('\n'))
        {
            var found = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
            {
                [var type, ['(', .. var file, ')'], "=", var sum] when IsOf(file, name) => PlanChecksum.Parse($"{type}:{sum}"),
                [var sum, var file] when IsOf(file, name) => PlanChecksum.Parse(sum),
                [var sum] => PlanChecksum.Parse(sum),
                _ => null,
            };
            if (found is { IsValid: true, Type: not PlanChecksum.OfFile })
                return found;
        }

        return null;
    }

    private static bool IsOf(string listed, string name) => string.Equals(listed.TrimStart('*', '?').Split('/')[^1], name, StringComparison.Ordinal);
}
