using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Releases;

[Edge]
public sealed class RunConfigCacheTests : IAsyncDisposable
{
    private readonly ReleaseFolder _release = new();
    private readonly RecordingLog _log = new();

    public ValueTask DisposeAsync() => _release.DisposeAsync();

    [Fact]
    public void A_change_of_the_file_is_read()
    {
        _release.WithRunConfig();
        var before = Read();
        Read().ShouldBeSameAs(before);

        _release.WithRunConfig("[data_node.binary]\npath = \"vega\"\nargs = []");
        Read().DataNode.ShouldNotBeNull();
    }

    [Fact]
    public void An_edit_that_breaks_it_does_not_keep_the_node_down()
    {
        _release.WithRunConfig();
        var sound = Read();
        File.WriteAllText(_release.Files["run-config.toml"], "broken");

        Read().ShouldBeSameAs(sound);
        _log.Lines.ShouldContain(l => l.StartsWith("Error: The run config is broken; Visor keeps using the last valid one: ", StringComparison.Ordinal));

        File.Delete(_release.Files["run-config.toml"]);
        Read().ShouldBeSameAs(sound);
    }

    [Fact]
    public void One_that_was_never_sound_is_refused() => Should.Throw<ReleaseException>(Read).Message.ShouldContain("run-config.toml");

    private RunConfig Read() => (RunConfig)_release.RunConfigs.ValidOrLast(_release.Path, _log);
}
