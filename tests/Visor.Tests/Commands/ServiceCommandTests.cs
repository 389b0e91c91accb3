using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Commands;

[Edge]
public sealed class ServiceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_unit_is_that_of_the_home_and_of_what_its_files_say()
    {
        await CommandLine.Run($"init --home {_folder["home"]}");
        _folder.Write("home/config.toml", "stopSignalTimeoutSeconds = 100\n");
        var runConfig = await File.ReadAllTextAsync(_folder["home/genesis/run-config.toml"], TestContext.Current.CancellationToken);
        _folder.Write("home/genesis/run-config.toml", runConfig.Replace("/run/vega/vega.sock", "/run/chain/core/vega.sock", StringComparison.Ordinal));

        var (code, text) = await CommandLine.Run($"service print --home {_folder["home"]} --user vega");

        code.ShouldBe(0);
        text.ShouldContain($" run --home {_folder["home"]}\n");
        text.ShouldContain("\nUser=vega\n");
        text.ShouldContain("\nTimeoutStopSec=245\n");
        text.ShouldContain("\nRuntimeDirectory=chain/core\n");
    }

    [Fact]
    public async Task A_home_that_is_still_to_be_made_needs_a_user()
    {
        var (code, text) = await CommandLine.Run($"service print --home {_folder["none"]}");
        code.ShouldBe(ExitCodes.Configuration);
        text.ShouldContain("there is no home folder");

        (await CommandLine.Run($"service print --home {_folder["none"]} --user vega")).Text.ShouldContain("\nRuntimeDirectory=vega\n");
    }

    [Fact]
    public async Task A_user_that_can_be_none_is_refused()
    {
        var (code, text) = await CommandLine.Run($"service print --home {_folder["none"]} --user -x;y");
        code.ShouldBe(ExitCodes.Usage);
        text.ShouldContain("is not a valid user for a unit");
    }

    [Fact]
    public async Task A_configuration_with_errors_still_gives_a_unit_and_says_what_it_lacks()
    {
        await CommandLine.Run($"init --home {_folder["home"]}");
        _folder.Write("home/config.toml", "oops");

        var (code, text) = await CommandLine.Run($"service print --home {_folder["home"]} --user vega");

        code.ShouldBe(0);
        text.ShouldContain("has errors, so TimeoutStopSec uses the default");
        text.ShouldContain("\nTimeoutStopSec=75\n");
    }
}
