using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace Visor.Commands;

/// <summary><c>visor version</c>: which Visor this is.</summary>
internal static class VersionCommand
{
    public static Verb Create()
    {
        var output = new Option<string>("--output")
        {
            Description = "How to write it.",
            HelpName = "text|json",
            DefaultValueFactory = _ => "text",
        };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Verb("version", "Say which version of Visor this is.", "visor version --output json") { output };
        command.SetAction(parsed =>
        {
            var version = VisorVersion.OfThisProgram;
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(output) is "json" ? Json(version) : Text(version));
            return ExitCodes.Success;
        });
        return command;
    }

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
            json.WriteString("commit", version.Commit);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
