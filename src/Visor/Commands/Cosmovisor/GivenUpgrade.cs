using System.Globalization;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Commands.Cosmovisor;

/// <summary>An upgrade that an operator names.</summary>
/// <param name="Binary">Path of its binary.</param>
/// <param name="Height">0: it is not planned here.</param>
internal sealed record GivenUpgrade(string Name, string Binary, ulong Height)
{
    /// <param name="place">For the message.</param>
    /// <exception cref="VisorException">It is no height.</exception>
    public static ulong HeightOf(string text, string place) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            ? (ulong)height
            : throw new VisorException(ExitCodes.Failed, $"{place}: {Quoting.Quote(text)} is not the height of a block; write a whole number such as 1200000");
}
