using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

/// <summary>What should run is not there: the operator's mistake, told in a sentence.</summary>
public sealed class MissingReleaseTests
{
    [Fact]
    public Task A_release_without_a_run_config_is_refused() =>
        Refused(node => File.Delete(node.In("genesis", "run-config.toml")), "genesis/run-config.toml");

    [Fact]
    public Task A_home_without_a_genesis_folder_is_refused() =>
        Refused(node => Directory.Delete(node.In("genesis"), recursive: true), "genesis/run-config.toml");

    [Theory]
    [InlineData(".")]
    [InlineData("/tmp")]
    [InlineData(".visor")]
    public Task A_link_to_a_folder_that_is_no_release_is_refused(string target) => Refused(
        node =>
        {
            Directory.CreateDirectory(node.In(".visor"));
            File.CreateSymbolicLink(node.In("current"), target);
        },
        "run-config.toml");

    private static async Task Refused(Action<TestNode> spoil, string told)
    {
        await using var node = await TestNode.Create();
        spoil(node);

        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        visor.Output.ShouldContain(told);
        visor.Output.ShouldContain("there is no such file");
        visor.Output.ShouldNotContain("   at ");
        visor.Output.ShouldNotContain("unexpected");
        node.Ledger.Lines.ShouldBeEmpty();
    }
}
