using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Visor.Chains;
using Visor.Commands.Offline;
using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Journaling;
using Visor.Model;
using Visor.Processes;
using Visor.Recovery;
using Visor.Recovery.Stamp;
using Visor.Releases;
using Visor.Supervision;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>visor resolve</c>: the operator says which counts where the journal and <c>current</c> contradict each other.</summary>
internal static class ResolveCommand
{
    public static Verb Create(HomeOption home, TimeProvider time)
    {
        var keepJournal = new Option<bool>("--keep-journal") { Description = "Keep what the journal says: link current to it." };
        var keepCurrent = new Option<bool>("--keep-current") { Description = "Keep what current names: record it in the journal. Only while the node is stopped." };
        var keepData = new Option<bool>("--keep-data") { Description = "Keep what the stamp beside the chain's data says: record it in the journal and link current to it. Only while the node is stopped." };
        var command = new Verb(
            "resolve", "Settle a mismatch between the journal, current and the chain's data. `visor run` asks for it when needed.", "visor resolve --home /var/lib/visor --keep-journal")
        {
            keepJournal,
            keepCurrent,
            keepData,
        };
        command.Validators.Add(result =>
        {
            if (new[] { keepJournal, keepCurrent, keepData }.Count(option => IsSet(result, option)) != 1)
                result.AddError("give one of --keep-journal, --keep-current and --keep-data");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var streams = parsed.InvocationConfiguration;
            var output = new CommandConsole(streams.Output, streams.Error);
            var asked = OperatorName.FindOwn(); // Before it becomes the owner of the home.
            var keep = parsed.GetValue(keepData) ? ResolveSide.Data : parsed.GetValue(keepJournal) ? ResolveSide.Journal : ResolveSide.Current;

            // Typed by a person, it may have been meant otherwise; in a script it is the word that was written there.
            var existing = HomeOption.Recognized(home.Open(parsed));
            await Resolve(
                existing, home.ChainOf(existing), keep, asked, output, plan => Console.IsInputRedirected || Confirmation.Ask(plan, streams.Output), time, cancellation);
            return ExitCodes.Success;
        });
        return command;
    }

    // One that is given twice is a mistake too, and of it the value cannot be asked.
    private static bool IsSet(CommandResult command, Option<bool> option) => command.GetResult(option) is { } given && (given.Tokens.Count > 1 || command.GetValue(option));

    private static async Task Resolve(
        VisorHome home, Chain chain, ResolveSide keep, string asked, CommandConsole output, Func<UpgradePlan, bool> confirm, TimeProvider time, CancellationToken cancellation)
    {
        using var claim = await HomeLock.Take(home, time);
        using var journal = new JournalOpener(home, time, NullLogger.Instance).Open(out _);
        var children = new ChildReaper();
        var commands = new CommandRunner(new Spawner(children, ChildEnvironment.OfThisProcess(), time), children, time);
        var definitions = new DefinitionCache(chain.Layout);
        var config = Config(home, chain, output);
        var approval = new ResolveApproval(home, new HookRun(home, commands), config, time);
        var versions = new SetVersionProbe(
            definitions, new VersionProbe(commands, chain.Proof, time), NullLogger.Instance,
            keep == ResolveSide.Journal ? null : (folder, end) => approval.Ask(folder, journal.History.Active?.Release.Tag.Value, end)); // What has run already needs no approval.
        var link = new CurrentLink(home);
        var witness = new StampVerifier(
            home, chain, config ?? new VisorConfig(), definitions, link, journal.History.WorkingDirectory ?? Environment.CurrentDirectory, time, new StampWarnings(NullLogger.Instance));
        var resolver = new MismatchResolver(home, journal, link, versions, new RunningNodeScan(home, chain, new ProcessIdentities(), time), witness, chain.Launch(LaunchTools.ForQuestions(chain, commands, NullLogger.Instance)), output, confirm);
        await resolver.Run(keep, OperatorName.Behind(asked, OperatorName.FindOwn()), cancellation);
    }

    // A contradiction can be settled also before the configuration is mended.
    private static VisorConfig? Config(VisorHome home, Chain chain, CommandConsole output)
    {
        var reading = VisorConfigReader.Read(home.Config, chain.Defaults);
        if (reading.Value is null)
            output.Warn($"{reading.Errors.First()}; using the defaults");
        return reading.Value;
    }
}
