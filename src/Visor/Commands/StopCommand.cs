using Visor.Chains;
using Visor.Commands.Offline;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>visor stop</c>: what an operator runs before a validator moves to another machine.</summary>
internal static class StopCommand
{
    public static Verb Create(HomeOption home, TimeProvider time)
    {
        var command = new Verb(
            "stop", "Stop the node of a home folder, with or without a running Visor. Exit code 0 only when no part of it is running.", "visor stop --home /var/lib/visor");
        command.SetAction(async (parsed, _) =>
        {
            var streams = parsed.InvocationConfiguration;

            // "Nothing lives" about a mistyped folder would let a copy be started beside the node.
            var existing = HomeOption.Recognized(home.ForStop(parsed));
            await Stop(existing, home.ChainOf(existing), new CommandConsole(streams.Output, streams.Error), time);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void StopNothing(VisorHome home, Chain chain, CommandConsole output)
    {
        if (!OwnerSwitch.MayEnter(home))
        {
            throw new VisorException(
                ExitCodes.Failed, $"this user may not look into {home.Root}, so Visor cannot tell whether its node is running, and stopped nothing; {AccessRemedy.ForRights(home, home.Root)}");
        }

        new SocketIdleCheck(home, chain).Run(JournalState.Empty);
        new StrayNodeScan(home, chain).Refuse(JournalState.Empty);
        output.Say($"{home.Private} does not exist, so no Visor has ever run here, and no process of a node in {home.Root} is running: nothing to stop.");
    }

    private static async Task Stop(VisorHome home, Chain chain, CommandConsole output, TimeProvider time)
    {
        if (Directory.Exists(home.Private))
            await new StopWorkflow(home, chain, time, output).Run();
        else
            StopNothing(home, chain, output);
    }
}
