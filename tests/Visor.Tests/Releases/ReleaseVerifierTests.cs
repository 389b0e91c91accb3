using Shouldly;
using Visor.Model;
using Visor.Releases;
using Visor.Releases.Unpacking;
using Visor.Tests.Releases.Unpacking;
using Xunit;

namespace Visor.Tests.Releases;

[Edge]
public sealed class ReleaseVerifierTests : IAsyncDisposable
{
    private const string OwnDataNode = "[data_node.binary]\npath = \"data\"\nargs = []";

    private readonly ReleaseFolder _release = new();

    public ValueTask DisposeAsync() => _release.DisposeAsync();

    [Fact]
    public async Task A_folder_with_everything_in_it_is_ready_and_left_as_it_was()
    {
        _release.WithRunConfig().WithBinary();

        (await Check()).IsUnchanged().ShouldBeTrue();
        (await File.ReadAllTextAsync(_release.Files["asked"], TestContext.Current.CancellationToken)).ShouldBe("version --output json\n");
    }

    [Fact]
    public async Task A_missing_run_config_is_named() => (await Refused()).ShouldContain($"{_release.Path}/run-config.toml");

    [Fact]
    public async Task Every_error_of_the_run_config_is_told()
    {
        await File.WriteAllTextAsync(_release.Files["run-config.toml"], "[vega.binary]\npath = 1\n", TestContext.Current.CancellationToken);

        var problems = (await Refused()).Split('\n');
        problems.Length.ShouldBeGreaterThan(1);
        problems.ShouldAllBe(p => p.StartsWith($"{_release.Path}/run-config.toml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_binary_is_named_with_the_line_that_asks_for_it()
    {
        _release.WithRunConfig();

        (await Refused()).ShouldBe(
            $"{_release.Path}/run-config.toml:2:1: vega.binary.path: {_release.Binary} does not exist; put the binary there or correct the path");
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_binary_is_named()
    {
        _release.WithRunConfig();
        Directory.CreateDirectory(_release.Binary);

        (await Refused()).ShouldEndWith($"{_release.Binary} is a folder; name the binary in it");
    }

    [Fact]
    public async Task Another_version_is_refused_with_both_versions()
    {
        _release.WithRunConfig().WithBinary("v0.1.9");

        (await Refused()).ShouldStartWith($"{_release.Binary} says it is v0.1.9, but v0.2.0 is needed; put the binary of v0.2.0 there");
    }

    [Fact]
    public async Task The_data_nodes_binary_is_proven_as_well()
    {
        _release.WithRunConfig(OwnDataNode).WithBinary().WithBinary("v0.1.0", "data");

        (await Refused()).ShouldStartWith($"{_release.Files["data"]} says it is v0.1.0");
    }

    [Fact]
    public async Task One_binary_for_both_is_asked_once()
    {
        _release.WithRunConfig("[data_node.binary]\npath = \"vega\"\nargs = [\"datanode\"]").WithBinary();

        await Check();

        (await File.ReadAllLinesAsync(_release.Files["asked"], TestContext.Current.CancellationToken)).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("run-config.toml")]
    [InlineData("vega")]
    [InlineData("data")]
    public async Task Once_a_file_of_it_changes_it_is_no_longer_what_was_proven(string file)
    {
        _release.WithRunConfig(OwnDataNode).WithBinary().WithBinary(name: "data");
        var stamp = await Check();

        await File.AppendAllTextAsync(_release.Files[file], "\n#\n", TestContext.Current.CancellationToken);
        stamp.IsUnchanged().ShouldBeFalse();
        File.Delete(_release.Files[file]);
        stamp.IsUnchanged().ShouldBeFalse();
    }

    [Fact]
    public async Task A_program_for_another_machine_is_told_and_not_started()
    {
        var own = ElfMachine.Own.ShouldNotBeNull();
        var other = own.Number == 183 ? new ElfMachine(62, 64) : new ElfMachine(183, 64);
        _release.WithRunConfig().WithBinary();
        await File.WriteAllBytesAsync(_release.Binary, UnpackingPlace.Elf(other), TestContext.Current.CancellationToken);

        (await Refused()).ShouldBe($"{_release.Binary} is a program for {other}, but this machine is {own}; put the binary of {ReleaseFolder.Tag} for this machine there");
    }

    [Theory]
    [InlineData("<html>not found</html>", "is not a program for Linux; it begins with '<html>not found</html>'")]
    [InlineData("", "is empty")]
    [InlineData("PK\u0003\u0004", "is itself an archive")]
    [InlineData("\u007fELF", "is a truncated ELF file")]
    public async Task What_is_no_program_is_told_and_not_started(string content, string problem)
    {
        _release.WithRunConfig().WithBinary();
        await File.WriteAllTextAsync(_release.Binary, content, TestContext.Current.CancellationToken);

        (await Refused()).ShouldStartWith($"{_release.Binary} {problem}; put the binary of ");
    }

    private Task<ReleaseFingerprint> Check() => _release.Prepared.Check(_release.Path, ReleaseFolder.Tag, TestContext.Current.CancellationToken);

    private async Task<string> Refused() => (await Should.ThrowAsync<ReleaseException>(Check)).Message;
}
