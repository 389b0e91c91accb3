using Shouldly;
using Visor.Platform.Files;
using Xunit;

namespace Visor.Tests.Platform.Files;

[Edge]
public sealed class SymlinkChainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plain_file_shows_its_changes_in_its_own_folder() =>
        SymlinkChain.Resolve(_folder["config.toml"]).ShouldBe([(_folder.Path, "config.toml")]);

    [Fact]
    public void Every_link_on_the_way_shows_changes_of_its_own()
    {
        // As Kubernetes mounts a ConfigMap.
        Directory.CreateDirectory(_folder["..2024"]);
        File.CreateSymbolicLink(_folder["..data"], "..2024");
        File.CreateSymbolicLink(_folder["config.toml"], "..data/config.toml");

        SymlinkChain.Resolve(_folder["config.toml"]).ShouldBe(
        [
            (_folder.Path, "config.toml"),
            (_folder.Path, "..data"),
            (_folder["..2024"], "config.toml"),
        ]);
    }

    [Fact]
    public void An_absolute_link_and_one_that_leads_upward_are_followed()
    {
        Directory.CreateDirectory(_folder["home"]);
        Directory.CreateDirectory(_folder["etc/deeper"]);
        File.CreateSymbolicLink(_folder["home/config.toml"], _folder["etc/deeper/link.toml"]);
        File.CreateSymbolicLink(_folder["etc/deeper/link.toml"], "./../config.toml");

        SymlinkChain.Resolve(_folder["home/config.toml"]).ShouldBe(
        [
            (_folder["home"], "config.toml"),
            (_folder["etc/deeper"], "link.toml"),
            (_folder["etc"], "config.toml"),
        ]);
    }

    [Fact]
    public void A_circle_ends()
    {
        File.CreateSymbolicLink(_folder["config.toml"], "config.toml");

        SymlinkChain.Resolve(_folder["config.toml"]).Distinct().ShouldBe([(_folder.Path, "config.toml")]);
    }
}
