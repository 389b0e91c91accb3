using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

/// <summary>Calls that fail for a moment, and are made again: of each thread every second one.</summary>
public sealed class InterruptedCallTests : IDisposable
{
    private const string EverySecond = ":when=1+2";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("poll", "EINTR")]
    [InlineData("poll", "ENOMEM")]
    [InlineData("wait4", "EINTR")]
    [InlineData("waitid", "EINTR", "pidfd_open", "ENOSYS")] // Only there is the end of a child awaited by it.
    [InlineData("madvise", "EINVAL")]
    [InlineData("ioctl", "ENOTTY")]
    public async Task The_end_of_a_process_is_seen_all_the_same_and_the_node_goes_on(string call, string errno, string? always = null, string? answer = null)
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 100\n");
        var trace = _folder.In("trace");
        List<string> injections = [$"{call}:error={errno}{EverySecond}"];
        if (always is not null)
            injections.Add($"{always}:error={answer}");

        var visor = node.Own(VisorProcess.StartInjected(trace, injections, "run", "--home", node.Home));
        await node.Ready(TestNode.Genesis);
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);

        (await node.Do("stop")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output));
        (await visor.WaitForExit()).ShouldBe(0, visor.Output);
        visor.Output.ShouldNotContain("please report it");
        visor.Output.ShouldNotContain("   at ");
        node.NothingLives();
        node.Ledger.Disasters.ShouldBeEmpty();
        (await File.ReadAllTextAsync(trace, TestContext.Current.CancellationToken)).ShouldMatch($@"(?m)^\d+ +{call}\(.* {errno} .*\(INJECTED\)");
    }
}
