using System.CommandLine;
using System.Text;
using Shouldly;
using Visor.Chains;
using Visor.Commands;
using Visor.Home;
using Visor.Model;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Packaging;
using Xunit;

namespace Visor.Tests.Commands;

[Edge]
public sealed class VisorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_help_shows_is_kept()
    {
        var all = new StringBuilder();
        foreach (var line in new[] { "", "--help", "init --help", "run --help", "run --nonsense --help", "stop --help", "resolve --help", "service --help", "service print --help", "version -h", "help --help" })
        {
            var (code, text) = await CommandLine.Run(line);
            code.ShouldBe(ExitCodes.Success);
            all.Append("$ visor ").Append(line).Append('\n').Append(text);
        }

        await GoldenFile.ShouldMatch(all.ToString(), "help.txt");
    }

    [Theory]
    [InlineData("init")]
    [InlineData("run")]
    [InlineData("status")]
    [InlineData("history")]
    [InlineData("hold")]
    [InlineData("resume")]
    [InlineData("stage")]
    [InlineData("check")]
    [InlineData("stop")]
    [InlineData("resolve")]
    [InlineData("service")]
    [InlineData("service print")]
    [InlineData("switch")]
    [InlineData("version")]
    [InlineData("help")]
    public async Task Help_of_a_verb_ends_with_an_example(string verb) =>
        (await CommandLine.Run($"{verb} --help")).Text.ShouldContain($"Example:\n  visor {verb}");

    [Fact]
    public void Every_example_is_of_the_home_that_the_package_has()
    {
        var examples = Examples(VisorCommand.Create(_ => null, new ChainFamilies(VegaNode.Chain), VisorHome.OfPackage)).ToList();

        examples.Count.ShouldBe(CommandTree.Verbs.Count);
        examples.RemoveAll(e => e.StartsWith("visor plan ", StringComparison.Ordinal)).ShouldBe(1, "the package's home is of a family that has no such plans");
        foreach (var example in examples.Where(e => e.Contains("--home", StringComparison.Ordinal)))
            example.ShouldContain($"--home {VisorHome.OfPackage}");
        examples.ShouldAllBe(e => e.Contains(VisorHome.OfPackage, StringComparison.Ordinal) || e == "visor version --output json" || e == "visor help switch");
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help run", "run --help")]
    [InlineData("help service", "service --help")]
    [InlineData("help service print", "service print --help")]
    [InlineData("help help", "help --help")]
    public async Task Help_shows_what_the_flag_shows(string verb, string flag) => (await CommandLine.Run(verb)).ShouldBe(await CommandLine.Run(flag));

    [Fact]
    public async Task The_version_is_shown_by_the_flag_too() => (await CommandLine.Run("--version")).ShouldBe(await CommandLine.Run("version"));

    [Fact]
    public async Task A_wrong_command_line_is_a_usage_error_and_names_what_was_meant()
    {
        var all = new StringBuilder();
        foreach (var line in new[]
        {
            "rnu", "start", "--hom x run", "run --hom=x", "run --hmoe x", "--verbose run", "run extra", "run", "run --home", "run --home=", "init",
            "init --with-data-nod", "init --home ~/x", "version --output xml", "run --log-format yaml", "run --home a --home b", "init --home --with-data-node", "help rnu", "help run extra", "help service prnt", "help --nonsense", "run --version", "@file", "-x", "[x]", "[x] run",
            "resolve --home x", "resolve --home x --keep-journal --keep-current", "resolve --home x --keep", "stop", "service", "service prnt", "service print --usr x", "service print --version",
            "hold --version", "hold -x", "hold --reson x", "hold reason -x", "stage --version", "stage -x", "stage --frm x", "switch --version", "switch -", "switch --abandon --yes", "help --version", "help run --home", "help -- --version",
        })
        {
            var (code, text) = await CommandLine.Run(line);
            code.ShouldBe(ExitCodes.Usage, line);
            all.Append("$ visor ").Append(line).Append('\n').Append(text).Append("\n\n");
        }

        await GoldenFile.ShouldMatch(all.ToString(), "usage-errors.txt");
    }

    [Theory]
    [InlineData("hold --version")]
    [InlineData("hold -x")]
    [InlineData("stage --version")]
    [InlineData("switch -x")]
    [InlineData("stage ../x")]
    public async Task What_cannot_be_meant_changes_nothing(string commandLine)
    {
        (await CommandLine.Run("init", _folder["home"])).ExitCode.ShouldBe(ExitCodes.Success);
        var before = Directory.GetFileSystemEntries(_folder["home"]);

        (await CommandLine.Run(commandLine, _folder["home"])).ExitCode.ShouldBe(ExitCodes.Usage);

        Directory.GetFileSystemEntries(_folder["home"]).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task What_can_be_no_release_is_a_wrong_command_line_also_where_nothing_has_run()
    {
        (await CommandLine.Run("init", _folder["home"])).ExitCode.ShouldBe(ExitCodes.Success);

        (await CommandLine.Run("switch ../x", _folder["home"])).ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public async Task Behind_two_dashes_a_word_is_a_text()
    {
        (await CommandLine.Run("init", _folder["home"])).ExitCode.ShouldBe(ExitCodes.Success);

        (await CommandLine.Run("hold -- -x", _folder["home"])).Text.ShouldStartWith("Held: -x");
    }

    [Fact]
    public async Task A_hold_that_cannot_be_written_leaves_the_one_before_and_says_so()
    {
        (await CommandLine.Run("init", _folder["home"])).ExitCode.ShouldBe(ExitCodes.Success);
        var blocked = _folder[$"home/hold.{Environment.ProcessId}.new"];
        Directory.CreateDirectory(blocked);
        (await CommandLine.Run("hold second", _folder["home"])).Text.ShouldStartWith($"{_folder["home/hold"]} cannot be written, so there is no hold: Permission denied (13); ");
        Directory.Delete(blocked);
        (await CommandLine.Run("hold first", _folder["home"])).ExitCode.ShouldBe(ExitCodes.Success);
        Directory.CreateDirectory(blocked);

        var (code, text) = await CommandLine.Run("hold second", _folder["home"]);

        code.ShouldBe(ExitCodes.Failed);
        text.ShouldMatch("^.*/hold cannot be written: Permission denied \\(13\\); the hold by .+ since 2[0-9TZ:-]+ stays: first; ");
        text.ShouldNotContain(".new");
    }

    [Theory]
    [InlineData("hold why")]
    [InlineData("resume")]
    public async Task Of_a_folder_in_place_of_the_hold_it_is_told_how_to_remove_it(string commandLine)
    {
        (await CommandLine.Run("init", _folder["home"])).ExitCode.ShouldBe(ExitCodes.Success);
        Directory.CreateDirectory(_folder["home/hold"]);

        var (code, text) = await CommandLine.Run(commandLine, _folder["home"]);

        code.ShouldBe(ExitCodes.Failed);
        text.ShouldEndWith($" {_folder["home/hold"]} is a folder; check what is in it, then remove it: rm -r {_folder["home/hold"]}");
    }

    [Theory]
    [InlineData("--home HOME init")]
    [InlineData("--home=HOME init")]
    [InlineData("init --home HOME")]
    [InlineData("init --home=HOME")]
    [InlineData("init --home HOME/")]
    [InlineData("init --home HOME/x/..")]
    public async Task The_home_is_given_before_or_after_the_verb(string commandLine)
    {
        var (code, text) = await CommandLine.Run(commandLine.Replace("HOME", _folder["home"], StringComparison.Ordinal));

        code.ShouldBe(ExitCodes.Success);
        text.ShouldStartWith($"Created the home folder {_folder["home"]}. ");
    }

    [Fact]
    public async Task VISOR_HOME_stands_in_for_a_missing_home()
    {
        (await CommandLine.Run("init", _folder["home"])).ExitCode.ShouldBe(ExitCodes.Success);

        File.Exists(_folder["home/config.toml"]).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_given_counts_before_VISOR_HOME()
    {
        (await CommandLine.Run($"init --home {_folder["given"]}", _folder["other"])).ExitCode.ShouldBe(ExitCodes.Success);

        Directory.Exists(_folder["given"]).ShouldBeTrue();
        Directory.Exists(_folder["other"]).ShouldBeFalse();
    }

    [Fact]
    public async Task The_configuration_may_lie_elsewhere()
    {
        (await CommandLine.Run($"init --home {_folder["home"]}")).ExitCode.ShouldBe(ExitCodes.Success);
        var file = _folder.Write("elsewhere/visor.toml", "maxNumberOfRestart = \n");

        (await CommandLine.Run($"run --home {_folder["home"]} --config {file}")).Text.ShouldStartWith($"{file}:1:");
        (await CommandLine.Run($"run --home {_folder["home"]}", visorConfig: file)).Text.ShouldStartWith($"{file}:1:");
        (await CommandLine.Run($"run --home {_folder["home"]} --config {_folder["given"]}", visorConfig: file)).Text.ShouldContain(_folder["given"]);
        (await CommandLine.Run($"service print --user nobody --home {_folder["home"]} --config {file}")).Text.ShouldContain($" run --home {_folder["home"]} --config {file}\n");
    }

    [Theory]
    [InlineData("--watch", "--config takes a path, not --watch")]
    [InlineData("~/visor.toml", "--config begins with '~'")]
    [InlineData("/", "--config: / is a folder")]
    public async Task A_configuration_file_that_cannot_be_meant_is_refused(string path, string message)
    {
        (await CommandLine.Run($"init --home {_folder["home"]}")).ExitCode.ShouldBe(ExitCodes.Success);

        var (code, text) = await CommandLine.Run(["check", "--home", _folder["home"], $"--config={path}"]);

        code.ShouldBe(ExitCodes.Usage);
        text.ShouldStartWith(message);
    }

    [Fact]
    public async Task Where_no_home_is_named_that_of_the_package_counts()
    {
        (await CommandLine.Run($"init --home {_folder["package"]}")).ExitCode.ShouldBe(ExitCodes.Success);

        (await CommandLine.Run("history", visorHome: null, _folder["package"])).ShouldBe((ExitCodes.Success, $"Nothing has run in {_folder["package"]} yet.\n"));
        (await CommandLine.Run("history", visorHome: "", _folder["package"])).ExitCode.ShouldBe(ExitCodes.Success);
    }

    [Fact]
    public async Task What_is_named_counts_before_the_home_of_the_package()
    {
        foreach (var home in new[] { "package", "variable", "option" })
            (await CommandLine.Run($"init --home {_folder[home]}")).ExitCode.ShouldBe(ExitCodes.Success);

        (await CommandLine.Run("history", _folder["variable"], _folder["package"])).Text.ShouldContain(_folder["variable"]);
        (await CommandLine.Run($"history --home {_folder["option"]}", _folder["variable"], _folder["package"])).Text.ShouldContain(_folder["option"]);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("stop")]
    [InlineData("status")]
    [InlineData("service print")]
    public async Task A_folder_at_the_place_of_the_package_that_is_no_home_is_taken_for_none(string verb)
    {
        Directory.CreateDirectory(_folder["package"]);

        var (code, text) = await CommandLine.Run(verb, visorHome: null, _folder["package"]);

        code.ShouldBe(ExitCodes.Usage);
        text.ShouldStartWith($"no home folder given, and {_folder["package"]} is not one");
    }

    [Fact]
    public async Task No_home_is_made_where_nobody_has_asked_for_it()
    {
        Directory.CreateDirectory(_folder["package"]);

        (await CommandLine.Run("init", visorHome: null, _folder["package"])).ExitCode.ShouldBe(ExitCodes.Usage);

        Directory.EnumerateFileSystemEntries(_folder["package"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_home_that_is_not_there_names_init()
    {
        await File.WriteAllTextAsync(_folder["something"], "", TestContext.Current.CancellationToken);

        var (code, text) = await CommandLine.Run($"run --home {_folder["nowhere"]}");

        code.ShouldBe(ExitCodes.Configuration);
        text.ShouldContain($"`visor init --home {_folder["nowhere"]}`");
    }

    private static IEnumerable<string> Examples(Command command) =>
        command.Subcommands.SelectMany(c => Examples(c).Concat(c is Verb verb ? [verb.Example] : []));

    [Theory]
    [InlineData("disk")]
    [InlineData("disk/home")]
    public async Task A_home_below_an_empty_folder_may_be_on_a_disk_that_is_not_mounted_yet_and_is_tried_again_by_the_service_manager(string home)
    {
        Directory.CreateDirectory(_folder["disk"]);

        var (code, _) = await CommandLine.Run($"run --home {_folder[home]}");

        code.ShouldBe(ExitCodes.Failed);
    }
}
