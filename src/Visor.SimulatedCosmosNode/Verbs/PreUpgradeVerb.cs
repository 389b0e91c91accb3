using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Verbs;

/// <summary><c>appd pre-upgrade</c>, which most releases do not have.</summary>
internal static class PreUpgradeVerb
{
    public static int Run(Invocation invocation)
    {
        if (invocation.Release.PreUpgrade is not { } asked)
            return Unknown(invocation);
        if (asked.Hang)
            Thread.Sleep(Timeout.Infinite); // Until the caller loses patience, which is what is tested.
        if (!Counter.Take(invocation.Home(), $"{invocation.Release.Version} pre-upgrade", asked.Times))
            return 0;
        if (asked.Signal > 0)
            Native.Raise(asked.Signal);
        Console.Error.WriteLine($"pre-upgrade of {invocation.Release.Version} ends with {asked.Exit}");
        return asked.Exit;
    }

    public static int Unknown(Invocation invocation)
    {
        Console.Error.WriteLine($"Error: unknown command \"{(invocation.Words is [var first, ..] ? first : "")}\" for \"{invocation.Executable.Name}\"");
        return 1;
    }
}
