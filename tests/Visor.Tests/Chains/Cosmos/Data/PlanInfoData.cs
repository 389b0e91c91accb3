using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Visor.Tests.Chains.Cosmos.Data;

/// <summary>Texts of plans and files as chains have published them, each with what it is.</summary>
internal static class PlanInfoData
{
    private static readonly JsonDocument Document = JsonDocument.Parse(File.ReadAllText(Folder("plan-info.json")));

    public static IEnumerable<JsonElement> Of(string list) => Document.RootElement.GetProperty(list).EnumerateArray();

    public static JsonElement Case(string list, string key, string value) =>
        Of(list).Single(c => string.Equals(c.GetProperty(key).GetString(), value, StringComparison.Ordinal));

    public static string? Text(this JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string Folder(string name, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, name);
}
