using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Releases;
using Visor.SimulatedCosmosNode.Verbs;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode;

internal static class Program
{
    private static int Main(string[] args)
    {
        // Before anything else: this is the moment the tests compare with the end of the process before.
        var started = Stamp.Take();
        try
        {
            var invocation = new Invocation(Executable.Find(), args);
            return args switch
            {
                ["start" or "run", ..] => StartVerb.Run(invocation, started),
                ["version", ..] => VersionVerb.Run(invocation),
                ["pre-upgrade", ..] => PreUpgradeVerb.Run(invocation),
                ["status", ..] => StatusVerb.Run(invocation),
                ["rollback", ..] => RollbackVerb.Run(invocation),
                _ => PreUpgradeVerb.Unknown(invocation),
            };
        }
        catch (NodeExitException e)
        {
            Console.Error.WriteLine(e.Message);
            return e.Code;
        }
        catch (Exception e) when (e is NodeFailedException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Error: {e.Message}");
            return 1;
        }
    }
}
