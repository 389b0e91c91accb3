using System.CommandLine;
using System.CommandLine.Invocation;
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

    /// <summary>A word that begins with '-' stands where the verb takes a text, and the library takes it for that. Behind <c>--</c> it is meant as one.</summary>
    public static bool HasUnknownOption(ParseResult parsed) => UnknownOption(parsed) is not null;

    private static string? UnknownOption(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction && !ReferenceEquals(parsed.Action, parsed.CommandResult.Command.Action))
            return null; // Help is shown whatever else is typed.
        var options = parsed.Tokens.TakeWhile(t => t.Type is not TokenType.DoubleDash).ToHashSet<Token>(ReferenceEqualityComparer.Instance);
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens)
            .FirstOrDefault(t => t.Value.StartsWith('-') && options.Contains(t))?.Value;
    }

    private static string What(ParseResult parsed, Command command)
    {
        if (HasDirective(parsed))
            return $"unknown command '{PlainText.Excerpt(parsed.Tokens[0].Value)}'";
        if (UnknownOption(parsed) is { } option)
            return Unknown(option, command);
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
        if (Lineage(command).FirstOrDefault(c => c.Options.Any(o => string.Equals(o.Name, typed, StringComparison.Ordinal))) is { } owner)
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
