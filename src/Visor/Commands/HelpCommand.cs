using System.CommandLine;
using Visor.Model;

namespace Visor.Commands;

/// <summary><c>visor help VERB</c>: what <c>visor VERB --help</c> shows.</summary>
internal static class HelpCommand
{
    public static Verb Create()
    {
        var verb = new Argument<string[]>("VERB") { Arity = ArgumentArity.ZeroOrMore, Description = "The verb. Absent: all of them are shown." };
        var command = new Verb("help", "Show all commands, or the options of one with an example.", "visor help switch") { verb };
        command.SetAction(parsed =>
        {
            var root = parsed.RootCommandResult.Command;
            string[] words = parsed.GetValue(verb) ?? [];
            Require(words, root);
            return root.Parse([.. words, "--help"]).Invoke(parsed.InvocationConfiguration);
        });
        return command;
    }

    private static void Require(string[] words, Command command)
    {
        foreach (var word in words)
        {
            command = command.Subcommands.FirstOrDefault(c => string.Equals(c.Name, word, StringComparison.Ordinal))
                ?? throw new VisorException(ExitCodes.Usage, UsageError.Describe(word, command));
        }
    }
}
