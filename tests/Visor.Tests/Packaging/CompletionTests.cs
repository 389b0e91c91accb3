using Shouldly;
using Xunit;

namespace Visor.Tests.Packaging;

/// <summary>The completions that packages bring offer what the program knows, no less and no more.</summary>
[Edge]
public sealed class CompletionTests : IDisposable
{
    private static readonly string[] Everywhere = ["--as-this-user", "--config", "--help", "--home"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bash_offers_every_verb_and_the_flags_of_each() => await OffersAll(Bash);

    [Fact]
    public async Task Fish_offers_every_verb_and_the_flags_of_each() => await OffersAll(Fish);

    [Fact]
    public async Task Zsh_is_told_of_every_verb_and_flag_and_understands_it()
    {
        var text = await File.ReadAllTextAsync(PackagingFolder.File("completions/_visor"), TestContext.Current.CancellationToken);
        foreach (var (verb, flags) in CommandTree.Verbs)
        {
            text.ShouldContain(verb.Contains(' ', StringComparison.Ordinal) ? $"({verb.Split(' ')[1]})" : $"'{verb}:");
            foreach (var flag in flags)
                text.ShouldContain(flag);
        }

        (await Shell.Run("zsh", "-n", PackagingFolder.File("completions/_visor"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("visor check --output ", "json", "text")]
    [InlineData("visor --home /x status --output=", "json", "text")]
    [InlineData("visor check --output=j", "json")]
    [InlineData("visor --home /x hol", "hold")]
    [InlineData("visor --ver", "--version")]
    [InlineData("visor help stat", "status")]
    [InlineData("visor service ", "--as-this-user", "--config", "--help", "--home", "print")]
    public async Task Bash_completes_values_and_words_behind_flags(string line, params string[] expected) =>
        (await Bash(line)).ShouldBe(expected);

    [Fact]
    public async Task Bash_completes_folders_for_the_home_and_files_for_the_unit()
    {
        _folder.Write("home/x", "");
        _folder.Write("home.service", "");

        (await Bash($"visor status --home {_folder["ho"]}")).ShouldBe([_folder["home"]]);
        (await Bash($"visor run --config {_folder["home."]}")).ShouldBe([_folder["home.service"]]);
        (await Bash($"visor check --unit {_folder["home."]}")).ShouldBe([_folder["home.service"]]);
    }

    private static async Task OffersAll(Func<string, Task<string[]>> complete)
    {
        var verbs = CommandTree.Verbs.Keys.Where(v => !v.Contains(' ', StringComparison.Ordinal));
        (await complete("visor ")).Except([.. Everywhere, "--version"], StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(verbs.Order(StringComparer.Ordinal));
        foreach (var (verb, flags) in CommandTree.Verbs)
            (await complete($"visor {verb} --")).Order(StringComparer.Ordinal).ShouldBe(flags.Concat(Everywhere).Order(StringComparer.Ordinal), verb);
    }

    // COMP_WORDS as Readline makes them: '=' is a word of its own.
    private static async Task<string[]> Bash(string line)
    {
        var words = line.Replace("=", " = ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (line[^1] is ' ')
            words.Add("");
        const string script = """
            source "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
            _visor; printf '%s\n' "${COMPREPLY[@]}" | sort
            """;
        return await Shell.Run("bash", ["-c", script, "bash", PackagingFolder.File("completions/visor.bash"), .. words]);
    }

    // A line an offer: the word, a tab, what it is.
    private static async Task<string[]> Fish(string line) =>
        [.. (await Shell.Run("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", PackagingFolder.File("completions/visor.fish"), line)).Select(l => l.Split('\t')[0])];
}
