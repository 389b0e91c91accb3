using System.Collections.Immutable;
using System.Globalization;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>
/// The heights whose upgrade a node was told to skip, as the app reads them (an IntSlice of pflag): <c>--unsafe-skip-upgrades 7,8</c>, with <c>=</c>, repeated, or
/// <c>NAME_UNSAFE_SKIP_UPGRADES</c> where the flag is not given. Cosmovisor's own form, numbers as words of their own, ends with the first of them for the app.
/// </summary>
internal static class SkipHeights
{
    /// <param name="prefix">Of the app's own variables.</param>
    public static string VariableOf(string prefix) => $"{prefix}_UNSAFE_SKIP_UPGRADES";
    private const string Flag = "--unsafe-skip-upgrades";

    /// <param name="variable">The value of the environment variable; null: it is not set.</param>
    public static ImmutableHashSet<ulong> Find(IReadOnlyList<string> arguments, string? variable)
    {
        List<string> lists = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith(Flag + "=", StringComparison.Ordinal))
                lists.Add(arguments[i][(Flag.Length + 1)..]);
            else if (string.Equals(arguments[i], Flag, StringComparison.Ordinal) && i + 1 < arguments.Count)
                lists.Add(arguments[++i]);
        }

        if (lists.Count == 0 && variable is not null)
            lists.Add(variable);
        return [.. lists.SelectMany(list => list.Split(',')).Select(Height).OfType<ulong>()];
    }

    private static ulong? Height(string word) => ulong.TryParse(word.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var height) ? height : null;
}
