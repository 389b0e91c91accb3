using System.CommandLine;
using Visor.Chains;
using Visor.Commands;
using Visor.Home;
using Visor.Tests.Chains.Vega;

namespace Visor.Tests.Packaging;

/// <summary>What can be typed, as the program itself knows it.</summary>
internal static class CommandTree
{
    /// <summary>Each verb with the words that lead to it, such as <c>service print</c>, and its own flags.</summary>
    public static IReadOnlyDictionary<string, string[]> Verbs { get; } = Below(VisorCommand.Create(_ => null, new ChainFamilies(VegaNode.Chain), VisorHome.OfPackage), "")
        .ToDictionary(v => v.Words, v => v.Flags, StringComparer.Ordinal);


    private static IEnumerable<(string Words, string[] Flags)> Below(Command command, string words) => command.Subcommands.SelectMany(verb =>
    {
        var path = $"{words} {verb.Name}".Trim();
        return Below(verb, path).Prepend((path, [.. verb.Options.Select(o => o.Name).Where(n => n is not "--help")]));
    });
}

