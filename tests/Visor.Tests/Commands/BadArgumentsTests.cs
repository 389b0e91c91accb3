using Shouldly;
using Visor.Model;
using Visor.Tests.Packaging;
using Xunit;

namespace Visor.Tests.Commands;

/// <summary>Whatever is typed: a documented exit code, one sentence, and never what only a programmer can read.</summary>
[Edge]
public sealed class BadArgumentsTests : IDisposable
{
    // What no option of any verb can take, and what some can; no word holds a NUL, which no command line can.
    private static readonly string[] Values =
    [
        "x", "-1", "0", "99999999999999999999", "1e9", "NaN", "", " ", "\t\n", "-", "--", "---", "=", "@file", "@", "[x]", "/?", "%n%s", "$(id)", "'", "\"", "\\",
        "\u0001\u001b[2J\u007f", "\ufffd\ufffe\u202e", "\ud800", "🙂", "xml", "true", "../..", "~", "~/x", new string('a', 5000), $"/{new string('b', 5000)}",
        string.Concat(Enumerable.Repeat("/c", 3000)), "/dev/null", "/dev/zero", "/proc/self/mem", Nowhere, "-h", "--home", "--home=", "--output=json",
    ];

    private const string Nowhere = "/proc/nowhere/home"; // Where not even root can make one.

    private static readonly int[] Documented = [ExitCodes.Success, ExitCodes.Failed, ExitCodes.Usage, ExitCodes.Busy, ExitCodes.Configuration];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Verbs => [.. CommandTree.Verbs.Keys.Append("")];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_verb_takes_every_word_in_every_place_or_says_in_one_sentence_why_not(string verb)
    {
        string[] words = verb.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] flags = [.. CommandTree.Verbs.GetValueOrDefault(verb, ["--version"]), "--home", "--config", "--as-this-user", "--help", "--nonsense", "-x"];
        foreach (var value in Values)
        {
            await Judge([.. words, value]);
            await Judge([value, .. words]);
            foreach (var flag in flags.Where(f => f is not "--home" || !IsMade(verb, value)))
            {
                await Judge([.. words, "--home", Nowhere, flag, value]);
                await Judge([.. words, "--home", Nowhere, $"{flag}={value}"]);
                await Judge([.. words, flag, value]);
                await Judge([.. words, flag, value, flag, value]);
                await Judge([.. words, "v1", flag, value, "--home", Nowhere]);
            }
        }

        foreach (var flag in flags)
        {
            await Judge([.. words, flag]);
            await Judge([.. words, flag, flag]);
            await Judge([.. words, $"{flag}="]);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_home_that_is_none_is_told_in_one_sentence(string verb)
    {
        string[] words = verb.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Directory.CreateDirectory(_folder["empty"]);
        File.CreateSymbolicLink(_folder["loop"], "loop");
        foreach (var home in new[] { _folder.Write("file", "x"), _folder["file/below"], _folder["missing"], _folder["empty"], _folder["loop"], _folder["loop/below"] })
        {
            foreach (var more in new string[][] { [], ["v1"], ["--keep-journal"], ["--last", "x"] })
                await Judge([.. words, .. more, "--home", home]);
        }
    }

    [Theory]
    [InlineData("status")]
    [InlineData("history")]
    [InlineData("hold")]
    [InlineData("resume")]
    [InlineData("stage")]
    [InlineData("check")]
    [InlineData("switch")]
    [InlineData("resolve")]
    [InlineData("service print")]
    public async Task So_it_is_on_a_home(string verb)
    {
        (await CommandLine.Run(["init", "--home", _folder["home"]])).ExitCode.ShouldBe(ExitCodes.Success);
        string[] words = verb.Split(' ');
        foreach (var value in Values)
        {
            await Judge([.. words, value, "--home", _folder["home"]], isReport: true);
            foreach (var flag in CommandTree.Verbs[verb].Where(f => f is not "--watch"))
            {
                await Judge([.. words, .. verb is "stage" or "switch" ? ["v1"] : Array.Empty<string>(), flag, value, "--home", _folder["home"]], isReport: true);
            }
        }
    }

    // What a test would leave behind in the folder that it runs in.
    private static bool IsMade(string verb, string home) => verb is "init" && home.Trim().Length is > 0 and < 5000 && !home.StartsWith('/');

    /// <param name="isReport">Whether what it writes may be a report of several lines also where it fails.</param>
    private static async Task Judge(string[] arguments, bool isReport = false)
    {
        var typed = string.Join(' ', arguments.Select(a => a.Length > 40 ? $"{a[..40]}…({a.Length})" : $"'{a}'"));
        var (code, text) = await Answered(arguments, typed);
        Documented.ShouldContain(code, typed);
        text.ShouldNotContain("   at ", customMessage: typed);
        text.ShouldNotContain("Exception", customMessage: typed);
        text.ShouldNotContain("System.", customMessage: typed);
        if (code == ExitCodes.Success || isReport)
            return;
        text.ShouldNotBeNullOrWhiteSpace(typed);
        if (arguments.Contains("check") && text.Contains("NOT READY", StringComparison.Ordinal))
            return; // A report, although nothing is there that could be checked.
        text.TrimEnd('\n').Split('\n').Length.ShouldBe(1, $"{typed}: {text}");
    }

    private static async Task<(int ExitCode, string Text)> Answered(string[] arguments, string typed)
    {
        try
        {
            return await CommandLine.Run(arguments).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        catch (Exception e)
        {
            throw new ShouldAssertException($"visor {typed}", e);
        }
    }
}
