using Mono.Cecil;
using Mono.Cecil.Cil;
using Shouldly;
using Visor.Home;
using Xunit;

namespace Visor.Tests.Documentation;

/// <summary>What visor(1) says of the environment and of the files of a home; its verbs, flags and exit codes are looked at beside the packages.</summary>
[Pure]
public sealed class ManualTests
{
    // What Visor reads and no operator sets for it, or sets for every program.
    private static readonly string[] NotForOperators =
    [
        "DOTNET_OPENSSL_VERSION_OVERRIDE", "INVOCATION_ID", "JOURNAL_STREAM", "PATH", "SUDO_UID", "SUDO_USER", "TERM", "VISOR_BESIDE_NODE",
        "ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", // In capitals too, as the page says.
    ];

    private static readonly string Page = Documents.Read("packaging/man/visor.1").Replace("\\-", "-", StringComparison.Ordinal);

    [Fact]
    public void Every_variable_of_the_environment_is_there() =>
        Headings("ENVIRONMENT").Order(StringComparer.Ordinal).ShouldBe(Read().Except(NotForOperators, StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_file_of_a_home_is_there()
    {
        var home = new VisorHome("/h");
        var files = typeof(VisorHome).GetProperties().Select(p => p.GetValue(home)).OfType<string>().Where(path => path.StartsWith("/h/", StringComparison.Ordinal));

        Headings("FILES").Select(file => file.Split('/')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ShouldBe(files.Select(path => path.Split('/')[2]).Append("TAG").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    // Words that look like variables: what a program reads from its environment it has to name.
    private static IEnumerable<string> Read()
    {
        using var program = ModuleDefinition.ReadModule(typeof(VisorHome).Assembly.Location);
        return [.. program.GetTypes().Where(t => !IsCosmovisors(t.FullName)).SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions).Where(i => i.OpCode == OpCodes.Ldstr).Select(i => (string)i.Operand)
            .Where(IsVariable).Distinct(StringComparer.Ordinal)];
    }

    // A page of its own has Cosmovisor's variables.
    private static bool IsCosmovisors(string type) => (type.StartsWith("Visor.Chains.Cosmos.", StringComparison.Ordinal) || type.StartsWith("Visor.Commands.Cosmovisor.", StringComparison.Ordinal)) && !type.StartsWith("Visor.Chains.Cosmos.CosmosFamily", StringComparison.Ordinal);

    private static bool IsVariable(string word) =>
        word is "PATH" or "TERM" or "all_proxy" or "http_proxy" or "https_proxy" or "no_proxy"
        || (word.Contains('_', StringComparison.Ordinal) && !word.EndsWith('_') && word.All(c => char.IsAsciiLetterUpper(c) || c is '_')
            && !word.StartsWith("AF_", StringComparison.Ordinal) && word is not ("DOWNTIME_MS" or "FAULT_INJECTION"));

    /// <summary>What the paragraphs of a section are about: the line behind <c>.TP</c>.</summary>
    private static IEnumerable<string> Headings(string section)
    {
        var lines = Page.Split('\n').SkipWhile(l => !string.Equals(l, $".SH {section}", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(l => !l.StartsWith(".SH", StringComparison.Ordinal)).ToList();
        return lines.Zip(lines.Skip(1)).Where(pair => pair.First is ".TP")
            .SelectMany(pair => pair.Second.Split([' ', ',', '"'], StringSplitOptions.RemoveEmptyEntries).Skip(1));
    }
}
