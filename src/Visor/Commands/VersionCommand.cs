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
            var version = VisorVersion.OfThisProgram;
            parsed.InvocationConfiguration.Output.WriteLine(OutputFormat.IsJson(parsed, output) ? Json(version) : Text(version));
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
