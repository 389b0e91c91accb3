using Visor.Home;
using Visor.Supervision;
using Visor.Supervision.Journaling;
using Visor.Supervision.Resuming;
using Visor.Supervision.Standstill;

namespace Visor.Commands;

/// <summary><c>visor stop</c>: what an operator runs before a validator moves to another machine.</summary>
internal static class StopCommand
{
    public static Verb Create(HomeOption home, TimeProvider time)
    {
        var command = new Verb(
            "stop", "Stop the node of a home folder, with or without a Visor running it. Exit code 0 only when nothing of it lives.", "visor stop --home /srv/visor");
        command.SetAction(async (parsed, _) =>
        {
            var streams = parsed.InvocationConfiguration;

            // "Nothing lives" about a mistyped folder would let a copy be started beside the node.
            await Stop(HomeOption.Recognized(home.ForStop(parsed)), new OperatorOutput(streams.Output, streams.Error), time);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void StopNothing(VisorHome home, OperatorOutput output)
    {
        new SocketProof(home).Run(JournalHistory.Empty);
        new StrayNodes(home).Refuse(JournalHistory.Empty);
        output.Say($"{home.Private} is not there, as where no Visor has ever run, and nothing of a node in {home.Root} is seen to live, so there is nothing to stop.");
    }

    private static async Task Stop(VisorHome home, OperatorOutput output, TimeProvider time)
    {
        if (Directory.Exists(home.Private))
            await new HomeStop(home, time, output).Run();
        else
            StopNothing(home, output);
    }
}
