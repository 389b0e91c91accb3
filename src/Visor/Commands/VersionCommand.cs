using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Commands;

/// <summary><c>visor version</c>: what this binary is.</summary>
internal static class VersionCommand
{
    /// <summary>Such as <c>v0.1.0</c>, from the tag of the source it was built from.</summary>
    public static string Version => $"v{Informational.Split('+')[0]}";

    private static string Commit => Informational.Split('+') is [_, var commit] ? commit[..Math.Min(commit.Length, 12)] : "unknown";

    private static string Informational =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    public static Command Create()
    {
        var output = new Option<string>("--output") { Description = "text or json", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("version", "Print Visor's version.\n\nExample: visor version --output json") { output };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(
            string.Equals(parsed.GetValue(output), "json", StringComparison.Ordinal)
                ? JsonSerializer.Serialize(new OwnVersion(Version, Commit), OwnVersionJson.Default.OwnVersion)
                : $"visor {Version} ({Commit})"));
        return command;
    }
}

internal sealed record OwnVersion(string Version, string Hash);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OwnVersion))]
internal sealed partial class OwnVersionJson : JsonSerializerContext;
