using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Packaging;

/// <summary>visor(1) speaks of what the program knows, no less and no more.</summary>
[Edge]
public sealed class ManPageTests
{
    private static string Page { get; } = PackagingFolder.File("man/visor.1");

    [Fact]
    public async Task Every_verb_flag_and_exit_code_is_explained()
    {
        var text = (await Text()).Replace("\\-", "-", StringComparison.Ordinal).Replace("\\fB", "", StringComparison.Ordinal).Replace("\\fP", "", StringComparison.Ordinal);
        foreach (var (verb, flags) in CommandTree.Verbs)
        {
            if (verb is not "service")
                text.ShouldMatch($@"\n(\.B |\.BI |\.BR )?{verb}\b");
            foreach (var flag in flags)
                text.ShouldContain(flag);
        }

        text.ShouldContain("--version");

        foreach (var code in new[] { ExitCodes.Success, ExitCodes.Failed, ExitCodes.Usage, ExitCodes.Busy, ExitCodes.HandedOver, ExitCodes.Configuration })
            text.ShouldContain($".B {code}\n");
    }

    [Fact]
    public async Task No_flag_is_explained_that_does_not_exist()
    {
        var known = CommandTree.Verbs.Values.SelectMany(f => f).Append("--home").Append("--config").Append("--as-this-user").Append("--help").Append("--version").Append("--now");
        var named = (await Text()).Replace("\\-", "-", StringComparison.Ordinal).Split([' ', '\n', '"', '[', ']', '|', '{', '}', '\\', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.StartsWith("fB--", StringComparison.Ordinal) ? word[2..] : word)
            .Where(word => word.StartsWith("--", StringComparison.Ordinal));
        named.Except(known, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_can_be_set() => (await Shell.Run("mandoc", "-Tlint", "-Wwarning", Page)).ShouldBeEmpty();

    private static Task<string> Text() => File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
}
