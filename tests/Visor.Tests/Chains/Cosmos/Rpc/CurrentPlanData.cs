using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Visor.Tests.Chains.Cosmos.Rpc;

/// <summary>Bytes of CurrentPlan and AppliedPlan and answers of CometBFT, with what each means.</summary>
internal static class CurrentPlanData
{
    private static readonly JsonDocument Document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Here()))!, "Data", "current-plan.json")));

    public static IEnumerable<JsonElement> Plans => Document.RootElement.GetProperty("current_plan").EnumerateArray();

    public static IEnumerable<JsonElement> Applied => Document.RootElement.GetProperty("applied_plan").EnumerateArray();

    public static IEnumerable<JsonElement> Envelopes => Document.RootElement.GetProperty("envelopes").EnumerateArray();

    private static string Here([CallerFilePath] string file = "") => file;
}
