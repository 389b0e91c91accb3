using Visor.SimulatedNode.Misbehaving;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.Processes;

/// <summary>The life of a core or a data node, from its first line in the ledger to its last.</summary>
internal static class NodeProcess
{
    private const int SigKill = 9;

    /// <param name="create">Makes the role once the home is known to be this process's alone.</param>
    public static int Run(
        Witness witness,
        string lockFile,
        Stamp started,
        Misbehaviours misbehaviours,
        Faults faults,
        Func<Faults, INodeRole> create)
    {
        // Before the ledger says that there is a process: from then on it is expected to stop in order.
        INodeRole? node = null;
        using var stop = new StopRequest(witness, () => node?.Height ?? 0, misbehaviours.Has("ignore-sigterm"));
        witness.Record("start", 0, at: started);
        using var mine = HomeLock.TryTake(lockFile);
        if (mine is null)
        {
            witness.Record("DOUBLE", 0, "another process holds " + lockFile);
            Console.Error.WriteLine($"Error: {lockFile} is locked: another process runs on this home");
            return End(1);
        }

        if (witness.LivingPredecessor is { } other)
        {
            witness.Record("DOUBLE", 0, other);
            Console.Error.WriteLine($"Error: {other}");
            return End(1);
        }

        GrandChild.StartIfAsked(misbehaviours, witness);
        try
        {
            using (node = create(faults))
            {
                Console.WriteLine($"{witness.Role} {witness.Release} runs from height {node.Height}");
                do
                {
                    faults.AtTime(node.Height);
                    node.Step();
                }
                while (!stop.Wait(Shorter(node.UntilNextStep, faults.UntilNext)));

                if (misbehaviours.Value("slow-stop") is { } slow)
                    Thread.Sleep(Misbehaviours.Number(slow)); // Slow is what was asked for: it stands for the work of a real node.
            }
        }
        catch (Exception e) when (e is NodeFailedException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Error: {e.Message}");
            witness.Record("failed", node?.Height ?? 0, e.Message);
            return End(1);
        }

        Console.WriteLine($"{witness.Role} {witness.Release} stopped at height {node.Height}");
        witness.Record(node.KillsItselfWhenStopped ? "killed-itself" : "stopped", node.Height);
        if (node.KillsItselfWhenStopped)
            Native.Raise(SigKill);
        return End(0);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static int End(int code)
    {
        Native.Exit(code);
        return code;
    }
}
