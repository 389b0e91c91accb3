using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using System.Text.Json;
using Visor.Model;

namespace Visor.Commands;

/// <summary><c>visor version</c>: which Visor this is.</summary>
internal static class VersionCommand
{
    public static Verb Create()
    {
        var output = OutputFormat.Option();
        var command = new Verb("version", "Print the version of Visor.", "visor version --output json") { output };
        command.SetAction(parsed =>
        {
            Write(OutputFormat.IsJson(parsed, output) ? Json(VisorVersion.OfThisProgram) : Text(VisorVersion.OfThisProgram), parsed);
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary><c>visor --version</c>, as people type it who do not know the verb: the same line.</summary>
    internal sealed class Flag : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            Write(Text(VisorVersion.OfThisProgram), parseResult);
            return ExitCodes.Success;
        }
    }

    private static void Write(string text, ParseResult parsed) => parsed.InvocationConfiguration.Output.WriteLine(text);

    /// <summary>Such as <c>v0.1.0</c>.</summary>
    public static string Version => VisorVersion.OfThisProgram.Version;

    private static string Text(VisorVersion version) =>
        version.Commit.Length == 0 ? $"visor {version.Version}" : $"visor {version.Version} (commit {version.Commit})";

    private static string Json(VisorVersion version)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("version", version.Version);
            json.WriteString("hash", version.Commit); // As the original calls it.
            json.WriteString("commit", version.Commit);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
