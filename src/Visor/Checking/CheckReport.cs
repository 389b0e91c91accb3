using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Model;

namespace Visor.Checking;

/// <summary>Findings for scripts.</summary>
/// <param name="Release">The tag that was asked for, or null.</param>
internal sealed record CheckReport(int Format, string? Release, bool Ready, string Summary, IReadOnlyCollection<Finding> Checks)
{
    public static string Json(IReadOnlyCollection<Finding> findings, string? tag) => JsonSerializer.Serialize(
        new CheckReport(1, tag, CheckText.IsReady(findings), CheckText.Sum(findings, tag), findings),
        CheckJson.Default.CheckReport);
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckReport))]
internal sealed partial class CheckJson : JsonSerializerContext;
