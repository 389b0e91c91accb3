using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Visor.Chains;
using Visor.Model;

namespace Visor.Commands;

/// <summary>The command line as a whole. Each verb is a line in <see cref="Create"/>.</summary>
internal static class VisorCommand
{
    /// <param name="packageHome">The home that counts where none is named.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="VisorException">The command line is wrong, or the verb failed for a reason the operator can mend.</exception>
    public static async Task<int> Invoke(string[] arguments, TextWriter output, TextWriter error, Func<string, string?> environment, ChainFamilies chains, string packageHome)
    {
        var root = Create(environment, chains, packageHome);
        var parsed = root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || UsageError.HasDirective(parsed) || UsageError.HasUnknownOption(parsed))
        {
            var wrong = new VisorException(ExitCodes.Usage, UsageError.Describe(parsed));
            return JsonEnd.IsAskedFor(parsed) ? JsonEnd.Report(wrong) : throw wrong;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,

            // Visor stops a node on a signal in its own time; the default handler would end the process after two seconds.
            ProcessTerminationTimeout = null,
        });
    }

    internal static RootCommand Create(Func<string, string?> environment, ChainFamilies chains, string packageHome)
    {
        var home = new HomeOption(environment, chains, packageHome);
        var root = new RootCommand("Runs a blockchain node and takes it through protocol upgrades without operator intervention.")
        {
            home.Option,
            home.Config.Option,
            home.AsThisUser,
            InitCommand.Create(home, chains.Own.Templates),
            RunCommand.Create(home, TimeProvider.System),
            StatusCommand.Create(home, environment, TimeProvider.System),
            HistoryCommand.Create(home, environment),
            HoldCommand.Create(home, TimeProvider.System),
            ResumeCommand.Create(home),
            StageCommand.Create(home, environment, TimeProvider.System),
            PlanCommand.Create(home, environment, TimeProvider.System),
            CheckCommand.Create(home, environment, TimeProvider.System),
            StopCommand.Create(home, TimeProvider.System),
            SwitchCommand.Create(home, TimeProvider.System),
            ResolveCommand.Create(home, TimeProvider.System),
            ServiceCommand.Create(home),
            VersionCommand.Create(),
            HelpCommand.Create(),
        };
        root.HelpName = "visor";
        root.Directives.Clear();
        var version = root.Options.OfType<VersionOption>().Single();
        version.Description = "Print the version of Visor.";
        version.Action = new VersionCommand.Flag();
        var help = new HelpWithExample();
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.SetAction(help.Invoke);
        return root;
    }
}
