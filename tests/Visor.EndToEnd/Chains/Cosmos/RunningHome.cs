using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>A home whose node stands at block 5 under Visor, for verbs that leave it running. They are typed as a person types them: without the environment of the service.</summary>
public sealed class RunningHome : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> ByHand = new(StringComparer.Ordinal) { ["DAEMON_HOME"] = null, ["DAEMON_NAME"] = null };

    internal CosmosHome Home { get; } = CosmosHome.Create();

    public async ValueTask InitializeAsync()
    {
        Home.Network.Pause(5);
        var visor = Home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", Home.Folder], Home.Environment));
        await visor.WaitForLine("The node answers: genesis is ready");
        await Home.Rpc.Reaches(5);
    }

    public ValueTask DisposeAsync() => Home.DisposeAsync();

    /// <returns>What is said, if the command ends as it should.</returns>
    internal Task<string> Do(int exitCode, params string[] words) => Do(Home, exitCode, words);

    internal static async Task<string> Do(CosmosHome home, int exitCode, params string[] words)
    {
        var process = home.Keep(TestProcess.Start(Programs.Visor, [.. words, "--home", home.Folder], ByHand));
        (await process.WaitForExit()).ShouldBe(exitCode, $"visor {string.Join(' ', words)}\n{home.Everything()}");
        return process.Output;
    }
}
