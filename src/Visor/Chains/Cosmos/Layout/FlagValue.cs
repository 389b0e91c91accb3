
namespace Visor.Chains.Cosmos.Layout;

/// <summary>Finds the value of a flag among arguments as cobra does: <c>--flag value</c> or <c>--flag=value</c>, the last one counts.</summary>
internal static class FlagValue
{
    /// <returns>Null: it is not given.</returns>
    public static string? Find(IReadOnlyList<string> arguments, string flag)
    {
        string? value = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith(flag + "=", StringComparison.Ordinal))
                value = arguments[i][(flag.Length + 1)..];
            else if (string.Equals(arguments[i], flag, StringComparison.Ordinal) && i + 1 < arguments.Count)
                value = arguments[++i];
        }

        return value;
    }
}
