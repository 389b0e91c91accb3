using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Visor.Home;
using Visor.Processes;
using Visor.Releases;
using Visor.Supervision;
using Visor.Supervision.Resuming;

namespace Visor.Commands;

/// <summary><c>visor resolve</c>: the operator says which counts where the journal and <c>current</c> contradict each other.</summary>
internal static class ResolveCommand
{
    public static Verb Create(HomeOption home, TimeProvider time)
    {
        var keepJournal = new Option<bool>("--keep-journal") { Description = "What the journal says counts: current is linked to it." };
        var keepCurrent = new Option<bool>("--keep-current") { Description = "What current names counts: the journal notes it. Only while nothing of the node lives." };
        var command = new Verb(
            "resolve", "Settle a contradiction between the journal and current. `visor run` asks for it where it is needed.", "visor resolve --home /srv/visor --keep-journal")
        {
            keepJournal,
            keepCurrent,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(keepJournal) == result.GetValue(keepCurrent))
                result.AddError("write one of --keep-journal and --keep-current");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var streams = parsed.InvocationConfiguration;
            var output = new OperatorOutput(streams.Output, streams.Error);
            await Resolve(HomeOption.Existing(home.Of(parsed)), parsed.GetValue(keepJournal), output, time, cancellation);
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task Resolve(VisorHome home, bool keepJournal, OperatorOutput output, TimeProvider time, CancellationToken cancellation)
    {
        if (!File.Exists(home.Journal))
        {
            output.Say($"Nothing contradicts: there is no journal in {home.Root}. If `visor run` refuses to start, its message says why.");
            return;
        }

        using var claim = await HomeClaim.Take(home, time);
        using var journal = new HomeJournal(home, time, NullLogger.Instance).Open(out _);
        var children = new Children();
        var commands = new ChildCommand(new Spawner(children, ChildEnvironment.OfThisProcess(), time), children, time);
        var versions = new ReleaseVersions(new RunConfigs(), new BinaryVersions(commands, time), NullLogger.Instance);
        var resolver = new Resolver(home, journal, new CurrentLink(home), versions, new SurvivorSearch(home, new ProcessIdentities(), time), output);
        await resolver.Run(keepJournal ? Keep.Journal : Keep.Current, cancellation);
    }
}
