using System.CommandLine;
using System.CommandLine.Invocation;

namespace Visor.Commands;

/// <summary>What a wrong command line gets: one line a mistake, the nearest right word, and where the help is.</summary>
internal static class UsageErrors
{
    /// <returns>The exit code.</returns>
    public static int Report(ParseResult parsed)
    {
        if (parsed.Action is ParseErrorAction suggestions)
        {
            suggestions.ShowHelp = false;
            suggestions.ShowTypoCorrections = true;
            suggestions.Invoke(parsed);
        }

        var verb = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        parsed.InvocationConfiguration.Error.WriteLine($"See `visor{verb} --help`.");
        return ExitCodes.Usage;
    }
}
