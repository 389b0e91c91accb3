using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Commands;

[Edge]
public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "init.txt")]
    [InlineData("--with-data-node", "init-with-data-node.txt")]
    public async Task The_next_three_things_to_do_are_said_with_their_paths(string flag, string golden)
    {
        var (_, text) = await CommandLine.Run($"init --home {_folder["home"]} {flag}");

        await GoldenFile.ShouldMatch(text.Replace(_folder["home"], "/srv/visor", StringComparison.Ordinal), golden);
    }

    [Fact]
    public async Task A_home_that_is_there_is_refused_with_the_way_to_start_it()
    {
        await CommandLine.Run($"init --home {_folder["home"]}");

        var (code, text) = await CommandLine.Run($"init --home {_folder["home"]}");

        code.ShouldBe(ExitCodes.Configuration);
        text.ShouldContain($"start it with `visor run --home {_folder["home"]}`");
    }
}
