using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Home;
using Visor.Model;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Home;

[Edge]
public sealed class HomeCreationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _home;

    public HomeCreationTests() => _home = _folder["some/where/home"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "home")]
    [InlineData(true, "home-with-data-node")]
    public async Task The_files_of_a_new_home_are_kept(bool withDataNode, string golden)
    {
        HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(withDataNode));

        Entries(_home).ShouldBe(["config.toml", "genesis", "genesis/run-config.toml", "vX.X.X", "vX.X.X/run-config.toml"]);
        foreach (var file in Directory.GetFiles(_home, "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            await GoldenFile.ShouldMatch(
                text.Replace(VegaNode.Chain.Defaults.AssetName, "vega-OS-ARCH.zip", StringComparison.Ordinal), $"{golden}/{Path.GetRelativePath(_home, file)}");
        }
    }

    [Fact]
    public void Only_its_owner_may_read_the_file_that_will_hold_secrets()
    {
        HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(false));

        File.GetUnixFileMode(Path.Combine(_home, "config.toml")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.Combine(_home, "genesis", "run-config.toml")).HasFlag(UnixFileMode.UserRead | UnixFileMode.UserWrite).ShouldBeTrue();
    }

    [Fact]
    public void A_new_home_reads_without_a_word_and_says_the_defaults()
    {
        HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(true));

        var config = VisorConfigReader.Read(Path.Combine(_home, "config.toml"), VegaNode.Chain.Defaults);
        config.Problems.ShouldBeEmpty();
        (config.Value! with { UpgradeFolders = UpgradeFolders.None }).ShouldBe(new VisorConfig
        {
            AutoInstall = new AutoInstallConfig { RepositoryOwner = "vegaprotocol", Repository = "vega", Enabled = true, AssetName = VegaNode.Chain.Defaults.AssetName, BinaryName = "vega" },
        });
    }

    [Theory]
    [InlineData("genesis")]
    [InlineData("vX.X.X")]
    public void Its_run_configs_read_without_a_word(string release)
    {
        HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(true));

        var reading = RunConfigReader.Read(Path.Combine(_home, release, "run-config.toml"));
        reading.Problems.ShouldBeEmpty();
        var run = reading.Value!;
        run.Name.ShouldBe(release);
        run.Core.Path.ShouldBe(Path.Combine(_home, release, "vega"));
        run.Core.Arguments.ShouldBe(["start", "--home", "/var/lib/vega"]);
        run.DataNode!.Path.ShouldBe(run.Core.Path);
        run.DataNode.Arguments.ShouldBe(["datanode", "start", "--home", "/var/lib/vega"]);
    }

    [Fact]
    public void Every_key_stands_in_the_new_config_at_least_as_a_remark()
    {
        HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(false));

        var text = File.ReadAllText(Path.Combine(_home, "config.toml"));
        foreach (var key in VisorConfigReader.Keys)
            text.ShouldContain(key.Split('.')[^1]);
    }

    [Fact]
    public void An_empty_folder_is_fine()
    {
        Directory.CreateDirectory(_home);

        HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(false));

        File.Exists(Path.Combine(_home, "config.toml")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("config.toml")]
    [InlineData(".hidden")]
    [InlineData("genesis/vega")]
    public void A_folder_that_holds_anything_is_refused_and_left_untouched(string file)
    {
        _folder.Write($"some/where/home/{file}", "mine");
        var before = Entries(_home);

        var refusal = Should.Throw<VisorException>(() => HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(true)));

        refusal.ExitCode.ShouldBe(ExitCodes.Configuration);
        refusal.Message.ShouldContain("nothing was changed");
        Entries(_home).ShouldBe(before);
        File.ReadAllText(Path.Combine(_home, file)).ShouldBe("mine");
    }

    [Theory]
    [InlineData("some/where/home")]
    [InlineData("some/where")]
    public void A_file_in_the_way_is_named_and_left_untouched(string file)
    {
        var inTheWay = _folder.Write(file, "mine");

        var refusal = Should.Throw<VisorException>(() => HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(true)));

        refusal.Message.ShouldStartWith($"{inTheWay} is a file");
        File.ReadAllText(inTheWay).ShouldBe("mine");
    }

    [Fact]
    public void What_cannot_be_finished_is_taken_back()
    {
        // A name of 255 bytes is the longest there is: the folder can be made, and nothing that is longer.
        var longest = Path.Combine(_folder["some/where"], new string('h', 255));
        var tooDeep = Path.Combine(longest, new string('h', 256));

        Should.Throw<VisorException>(() => HomeCreation.Create(tooDeep, VegaNode.Chain.Templates.Files(true))).Message.ShouldStartWith("cannot create the home folder ");

        Directory.Exists(_folder["some"]).ShouldBeFalse();
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_place_for_a_home()
    {
        Directory.CreateDirectory(_folder["some/where"]);
        File.CreateSymbolicLink(_home, "nowhere");

        Should.Throw<VisorException>(() => HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(true))).ExitCode.ShouldBe(ExitCodes.Configuration);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_names_the_remedy()
    {
        Directory.CreateDirectory(_folder["some"]);
        File.SetUnixFileMode(_folder["some"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            if (MayWrite())
                Assert.Skip("this user may write everywhere");
            Should.Throw<VisorException>(() => HomeCreation.Create(_home, VegaNode.Chain.Templates.Files(true))).Message.ShouldContain("chown");
        }
        finally
        {
            File.SetUnixFileMode(_folder["some"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static string[] Entries(string folder) =>
        [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(e => Path.GetRelativePath(folder, e)).Order(StringComparer.Ordinal)];

    private bool MayWrite()
    {
        try
        {
            _folder.Write("some/probe", "");
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
