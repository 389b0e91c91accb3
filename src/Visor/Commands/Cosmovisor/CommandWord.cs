using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;

namespace Visor.Commands.Cosmovisor;

/// <summary>Which command a command line is, and what else it says: the first word that is no flag, wherever it stands.</summary>
/// <param name="Word">Empty: there is none.</param>
/// <param name="Rest">All words but that one, in their order.</param>
internal sealed record CommandWord(string Word, ImmutableArray<string> Rest)
{
    public static CommandWord Find(ImmutableArray<string> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith('-'))
                return new CommandWord(arguments[i], arguments.RemoveAt(i));
            if (arguments[i] is "--" + ConfigArgument.Name or "-c")
                i++; // The next word is its file.
        }

        return new CommandWord("", arguments);
    }
}
