using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>The one argument of <c>run</c> that is not the chain's: <c>--cosmovisor-config FILE</c>.</summary>
internal static class ConfigArgument
{
    public const string Name = "cosmovisor-config";

    /// <summary>
    /// Takes it out, with the word behind it, wherever it stands: with one dash or two, in any case, and never as <c>--cosmovisor-config=FILE</c>, which is
    /// the chain's like everything else. The first counts.
    /// </summary>
    /// <returns>The arguments of the chain's binary, and the file; null: none is named.</returns>
    /// <exception cref="VisorException">It is the last word.</exception>
    public static (ImmutableArray<string> Arguments, string? File) TakeFrom(ImmutableArray<string> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Is(arguments[i]))
                continue;
            if (i + 1 == arguments.Length)
                throw new VisorException(ExitCodes.Failed, $"{arguments[i]} names no file; write the path of Cosmovisor's configuration file behind it");
            return (arguments.RemoveRange(i, 2), arguments[i + 1]);
        }

        return (arguments, null);
    }

    private static bool Is(string word) =>
        string.Equals(word, $"--{Name}", StringComparison.OrdinalIgnoreCase) || string.Equals(word, $"-{Name}", StringComparison.OrdinalIgnoreCase);
}
