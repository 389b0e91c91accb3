using System.CommandLine;
using System.CommandLine.Parsing;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Commands;

/// <summary>What is wrong with a command line, in one sentence, with what was most likely meant.</summary>
internal static class UsageError
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return Sentence(What(parsed, command), command);
    }

    /// <param name="word">What stands where there is nothing of that name.</param>
    /// <param name="command">The verb, or the program, that it stands behind.</param>
    public static string Describe(string word, Command command) => Sentence(Unknown(word, command), command);

    /// <summary>The first word is in brackets, which the library takes out as a directive, and nobody else would see it.</summary>
    public static bool HasDirective(ParseResult parsed) => parsed.Tokens is [{ Type: TokenType.Directive }, ..];

    private static string What(ParseResult parsed, Command command)
    {
        if (HasDirective(parsed))
            return $"unknown command '{PlainText.Excerpt(parsed.Tokens[0].Value)}'";
        if (parsed.UnmatchedTokens is not [var token, ..])
        {
            return command.Subcommands.Count > 0
                ? $"a command is missing: {string.Join(", ", command.Subcommands.Select(c => c.Name))}"
                : PlainText.Excerpt(parsed.Errors[0].Message).TrimEnd('.');
        }

        return Unknown(token, command);
    }

    private static string Sentence(string what, Command command) => $"{what}{(what.EndsWith('?') ? "" : ";")} see `{NameOf(command)} --help`";

    private static string NameOf(Command command) => string.Join(' ', Lineage(command).Reverse().Select(c => c is RootCommand ? "visor" : c.Name));

    private static string Unknown(string token, Command command)
    {
        var isFlag = token.StartsWith('-');
        var typed = token.Split('=')[0];
        if (Lineage(command).Skip(1).FirstOrDefault(c => c.Options.Any(o => string.Equals(o.Name, typed, StringComparison.Ordinal))) is { } owner)
            return $"'{typed}' is an option of `{NameOf(owner)}` itself";
        var known = isFlag
            ? Lineage(command).SelectMany(c => c.Options).Select(o => o.Name)
            : command.Subcommands.Select(c => c.Name);
        var shown = PlainText.Excerpt(typed);
        var what = isFlag ? $"unknown option '{shown}'" : command.Subcommands.Count > 0 ? $"unknown command '{shown}'" : $"unexpected argument '{shown}'";
        return NameSuggestion.Find(typed, known) is { } meant ? $"{what}, did you mean {meant}?" : what;
    }

    private static IEnumerable<Command> Lineage(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Lineage).Prepend(command);
}
