using System.Text;
using CsCheck;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

/// <summary>Whatever stands in a file, reading it ends with a value or with errors, never with both, neither or an exception.</summary>
[Pure]
public sealed class MutatedFilesTests
{
    private const string Config = """
        # Visor's settings.
        maxNumberOfRestarts = 3
        restartsDelaySeconds = 5
        [upgradeFolders]
        "v0.76.0" = "seventy-six"
        [autoInstall]
        enabled = true
        verification = "required"
        [autoInstall.asset]
        name = 'vega.zip'
        binaryName = "vega"
        [status]
        listen = "127.0.0.1:9480"
        """;

    private const string RunConfig = """
        name = "v0.75.3"
        [vega.binary]
        path = "vega"
        args = ["start", "--home", "/var/lib/vega"]
        [vega.rpc]
        socketPath = "/run/vega/vega.sock"
        httpPath = "/rpc"
        [data_node]
        binary = { path = "vega", args = ["datanode", "start"] }
        """;

    private static readonly string[] Pieces =
    [
        "[", "]", "[[", "{", "}", "\"", "'", "\"\"\"", "'''", "\\", "=", ".", ",", "#", "\n", "\r", "\r\n", "\t", "\0", "\u0001", "\uFEFF",
        "é", "\ud83d\ude00", "\ud83d", "\\u0000", "\\uD800", "-", "_", "0x", "1e9", "nan", "99999999999999999999", "true", "2020-01-01",
        "[autoInstall]", "autoInstall.assets = 1", "vega = 1", "AUTOINSTALL = {}", "a.b.c.d = {e.f = [1]}",
    ];

    private static readonly Gen<string> Piece = Gen.Frequency((4, Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i])), (1, Gen.String[0, 8]));

    [Theory]
    [InlineData(Config)]
    [InlineData(RunConfig)]
    public void Any_text_is_read_to_a_value_or_to_errors(string sound) =>
        Mutations(sound).Sample(ReadsToOneOfTheTwo, iter: 4000);

    [Fact]
    public void Any_bytes_are_read_to_a_text_or_to_errors() =>
        Gen.Select(Gen.Byte.Array[1, 6], Gen.Int[0, Config.Length]).Sample((bytes, at) =>
        {
            byte[] mutated = [.. Encoding.UTF8.GetBytes(Config[..at]), .. bytes, .. Encoding.UTF8.GetBytes(Config[at..])];
            var problems = new ProblemList("config.toml");
            var text = ConfigurationFile.Decode(mutated, "", problems);
            problems.HasErrors.ShouldBe(text is null);
        });

    private static Gen<string> Mutations(string sound) =>
        Gen.Select(Gen.Int[0, sound.Length], Gen.Int[0, 12], Piece).Array[1, 5].Select(changes =>
        {
            var text = sound;
            foreach (var (at, length, piece) in changes)
            {
                var from = Math.Min(at, text.Length);
                text = text[..from] + piece + text[Math.Min(from + length, text.Length)..];
            }

            // What comes from a file is never half a character.
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        });

    private static void ReadsToOneOfTheTwo(string text)
    {
        var config = VisorConfigReader.Read(text, "config.toml", VegaNode.Chain.Defaults);
        (config.Value is null).ShouldBe(config.Errors.Any());
        var run = RunConfigReader.Read(text, "run-config.toml");
        (run.Value is null).ShouldBe(run.Errors.Any());
        foreach (var problem in config.Problems.Concat(run.Problems))
            problem.ToString().ShouldNotContain('\n');
    }
}
