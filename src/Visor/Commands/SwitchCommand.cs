using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Visor.Chains;
using Visor.Commands.Offline;
using Visor.Configuration;
using Visor.Control;
using Visor.Home;
using Visor.Hooks;
using Visor.Model;
using Visor.Processes;
using Visor.Releases;
using Visor.Supervision;
using Visor.Switching;
using Visor.Users;
using Visor.Work;

namespace Visor.Commands;

/// <summary><c>visor switch</c>: a person's word that another release runs, now.</summary>
internal static class SwitchCommand
{
    private const int MaxReasonChars = 200;
    private const int MaxReplyChars = 2000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static Verb Create(HomeOption home, TimeProvider time)
    {
        var tag = new Argument<string>("TAG") { Description = "The release to run: staged in its folder, or one that ran before (its tag or folder). A Cosmos SDK chain's are called as their upgrades." };
        var height = NumberOption.Of("--height", least: 1UL, "the block of a snapshot");
        height.Description = "Start the core from the snapshot at this block, until it has answered. For a Cosmos SDK chain: the block at which the node's data stand.";
        var reason = new Option<string>("--reason") { Description = "Why, in one line; recorded in the journal and shown with your name.", HelpName = "TEXT" };
        var abandon = new Option<bool>("--abandon-upgrade") { Description = "The network has called the upgrade off: this release continues past its block." };
        var yes = new Option<bool>("--yes") { Description = "Call an upgrade off without asking for confirmation." };
        var command = new Verb(
            "switch", "Switch to another release now: a hotfix, a rollback, or an upgrade again. `visor hold` does not stop it.",
            "visor switch v0.76.1 --reason \"hotfix, as announced\" --home /var/lib/visor")
        {
            tag, height, reason, abandon, yes,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var streams = parsed.InvocationConfiguration;
            var output = new CommandConsole(streams.Output, streams.Error);
            var asked = OperatorName.FindOwn(); // Before it becomes the owner of the home.
            var existing = HomeOption.Recognized(home.Open(parsed));
            var chain = home.ChainOf(existing);
            var word = Word(parsed.GetRequiredValue(tag), chain.Layout);
            var called = parsed.GetValue(abandon) ? Confirmation.Demand(existing, word, parsed.GetValue(yes), streams.Output) : null;
            await Switch(existing, chain, new SwitchRequest(word, parsed.GetValue(height), called, Checked(parsed.GetValue(reason))), asked, output, time, cancellation);
            return ExitCodes.Success;
        });
        return command;
    }

    // What is no tag may be the name of a folder.
    private static string Word(string given, IReleaseLayout layout) => layout.ReadTag(given, out var tag) is null ? tag.Value : given;

    // What is said on the way comes from another process, also where root asks it.
    private static async Task Tell(ControlClient visor, VisorHome home, SwitchRequest request, string asked, CommandConsole output, CancellationToken cancellation)
    {
        var message = new SwitchMessage(
            SwitchMessage.CurrentVersion, request.Word, request.Height, request.Abandons?.Tag.Value, request.Abandons?.Height, request.Reason,
            string.Equals(asked, OperatorName.FindOwn(), StringComparison.Ordinal) ? null : asked);
        var last = await visor.Ask(message, reply => output.Say(PlainText.Excerpt(reply.Text, MaxReplyChars)), cancellation) ?? throw new VisorException(
            ExitCodes.Failed, $"Visor exited, or refused this user, before it reported the outcome: see `visor status --home {home.Word}` and `visor history --home {home.Word}`");
        var text = PlainText.Excerpt(last.Text, MaxReplyChars);
        if (last.ExitCode != ExitCodes.Success)
            throw new VisorException(last.ExitCode is > 0 and < 128 and var code ? code : ExitCodes.Failed, text);
        output.Say(text);
    }

    private static string? Checked(string? reason) => reason switch
    {
        null => null,
        _ when string.IsNullOrWhiteSpace(reason) => throw new VisorException(ExitCodes.Usage, "--reason is empty; give a reason, or omit it"),
        { Length: > MaxReasonChars } => throw new VisorException(ExitCodes.Usage, $"the reason has {reason.Length} characters, but only {MaxReasonChars} are kept; make it shorter"),
        _ => PlainText.Excerpt(reason, MaxReasonChars),
    };

    private static async Task Switch(VisorHome home, Chain chain, SwitchRequest request, string asked, CommandConsole output, TimeProvider time, CancellationToken cancellation)
    {
        var (visor, claim) = await Reach(home, time, cancellation);
        using var held = claim;
        if (visor is not null)
        {
            using (visor)
                await Tell(visor, home, request, asked, output, cancellation);
            return;
        }

        var reading = VisorConfigReader.Read(home.Config, chain.Defaults);
        if (reading.Value is not { } config)
            throw new VisorException(ExitCodes.Configuration, string.Join('\n', reading.Errors));
        var children = new ChildReaper();
        var commands = new CommandRunner(new Spawner(children, ChildEnvironment.OfThisProcess(), time), children, time);
        var (definitions, versions, link, log) = (new DefinitionCache(chain.Layout), new VersionProbe(commands, chain.Proof, time), new CurrentLink(home), NullLogger.Instance);
        var data = DataPreconditions.WithoutVisor(home, chain, config, definitions, time, log);
        var check = new SwitchProposalCheck(
            home, chain.Layout, new ReleaseVerifier(definitions, versions, log) { Data = next => data.Beforehand(next, isOther: true) }, new SetVersionProbe(definitions, versions, log), link,
            new UpgradeHooks(new HookRun(home, commands), () => config.Hooks, log), time);
        await new OfflineSwitch(home, chain, config, check, link, definitions, chain.Launch(LaunchTools.ForQuestions(chain, commands, log)), time, output).Run(request, OperatorName.Behind(asked, OperatorName.FindOwn()), cancellation);
    }

    // A Visor that begins, or ends, has the home and does not listen: until it does, or has gone.
    private static async Task<(ControlClient? Visor, FileLock? Claim)> Reach(VisorHome home, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        do
        {
            if (ControlClient.Connect(home) is { } visor)
                return (visor, null);
            if (await HomeLock.TryTake(home, time, Interval) is { } claim)
                return (null, claim);
            cancellation.ThrowIfCancellationRequested();
        }
        while (time.GetElapsedTime(start) < Timeout);

        throw new VisorException(
            ExitCodes.Busy, $"a Visor runs {home.Root} but cannot be reached on {home.Control}; stop the node (visor stop --home {home.Word}), then repeat this command");
    }
}
