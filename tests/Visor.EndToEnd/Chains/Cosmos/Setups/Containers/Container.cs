using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Containers;

/// <summary>What an engine gives to the first process of a container, without an engine: process ids of its own, in which it is 1, and their /proc. The home is its volume.</summary>
internal sealed class Container(TestProcess process)
{
    public static Container Run(CosmosHome home, IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> environment)
    {
        Requirement.Root();
        return new Container(home.Keep(TestProcess.Start("unshare", ["--pid", "--fork", "--mount-proc", "--kill-child", .. command], environment)));
    }

    public string Output => process.Output;

    /// <summary>What an engine does to stop it, without its patience: only the first process gets the signal.</summary>
    /// <returns>The exit code of the first process.</returns>
    public async Task<int> Stop(int signal = Native.SigTerm)
    {
        _ = Native.Kill(await First(), signal);
        return await process.WaitForExit();
    }

    /// <summary>Ends what the first process, a shell, is waiting for.</summary>
    public async Task TerminateChild() => Native.Kill(NodeProcesses.Children(await First()).ShouldHaveSingleItem(), Native.SigTerm).ShouldBe(0, Output);

    /// <returns>The exit code of the first process, which ends by itself.</returns>
    public Task<int> End() => process.WaitForExit();

    // Outside of it, the first process is the only child of unshare(1).
    private async Task<int> First() =>
        (await Eventually.See(() => NodeProcesses.Children(process.Pid) is { Count: 1 } only ? only : null, () => $"a first process\n{process.Output}"))[0];
}
