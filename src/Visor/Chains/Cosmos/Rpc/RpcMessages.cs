using System.Globalization;
using System.Text;
using System.Text.Json;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;

namespace Visor.Chains.Cosmos.Rpc;

/// <summary>One JSON-RPC batch of questions and the answers to it (CometBFT rpc/core; abci types by jsonpb: 64-bit numbers are strings, bytes base64, what is absent null).</summary>
internal static class RpcMessages
{
    private const int StatusId = 1;
    private const int InfoId = 2;
    private const int PlanId = 3;
    private const int AppliedId = 4;

    private const int UnknownPath = 6;

    public static byte[] StatusAlone { get; } = Encoding.UTF8.GetBytes($"[{Question(StatusId, "status", "{}")},{Question(StatusId + 10, "health", "{}")}]");

    /// <param name="applied">The upgrade that is asked about; null: none.</param>
    public static byte[] Batch(UpgradeName? applied)
    {
        var text = new StringBuilder("[").Append(Question(StatusId, "status", "{}")).Append(',').Append(Question(InfoId, "abci_info", "{}"))
            .Append(',').Append(Query(PlanId, UpgradeQueries.CurrentPlanPath, []));
        if (applied is not null)
            text.Append(',').Append(Query(AppliedId, UpgradeQueries.AppliedPlanPath, UpgradeQueries.AppliedPlanRequest(applied)));
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    /// <summary>At most as many questions as a server takes at once.</summary>
    public const int MaxQuestions = 10;

    /// <summary>Whether upgrades have been applied.</summary>
    public static byte[] AppliedBatch(IReadOnlyList<UpgradeName> names) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', names.Select((name, i) => Query(i + 1, UpgradeQueries.AppliedPlanPath, UpgradeQueries.AppliedPlanRequest(name))))}]");

    /// <returns>The block of each; 0: it was not applied, or the app does not say.</returns>
    /// <exception cref="FormatException">It is no answer to the questions.</exception>
    public static IReadOnlyList<ulong> ReadApplied(ReadOnlyMemory<byte> body, int count)
    {
        using var document = Parse(body);
        var answers = document.RootElement.ValueKind is JsonValueKind.Object && count == 1 && !document.RootElement.TryGetProperty("error", out _)
            ? new Dictionary<int, JsonElement> { [1] = document.RootElement } // A batch of one is answered without the list.
            : Answers(document.RootElement);
        return [.. Enumerable.Range(1, count).Select(id => answers.TryGetValue(id, out var answer) ? AppliedIn(answer) ?? 0 : 0)];
    }

    /// <exception cref="FormatException">It is no answer to the questions.</exception>
    public static NodeReport Read(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        var answers = Answers(document.RootElement);
        if (!answers.TryGetValue(StatusId, out var status))
            throw new FormatException("the answer to `status` is missing");
        var result = Result(status, "status");
        var sync = Member(result, "sync_info");
        var report = new NodeReport(Number(sync, "latest_block_height") ?? throw new FormatException("sync_info.latest_block_height is missing"), AppHeight: null, Flag(sync, "catching_up"))
        {
            Network = Text(Member(result, "node_info"), "network") ?? "",
            BlockTime = DateTimeOffset.TryParse(Text(sync, "latest_block_time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            VotingPower = Number(Member(result, "validator_info"), "voting_power") ?? 0,
        };
        if (answers.TryGetValue(InfoId, out var info) && Response(info, "abci_info") is { } about)
            report = report with { AppHeight = Number(about, "last_block_height") ?? 0, AppVersion = Text(about, "version") };
        return report with
        {
            Plan = answers.TryGetValue(PlanId, out var plan) ? PlanOf(plan) : report.Plan,
            AppliedAt = answers.TryGetValue(AppliedId, out var applied) ? AppliedIn(applied) : null,
        };
    }

    private static string Question(int id, string method, string parameters) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");

    private static string Query(int id, string path, byte[] data) =>
        Question(id, "abci_query", $$"""{"path":"{{path}}","data":"{{Convert.ToHexStringLower(data)}}","height":"0","prove":false}""");

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not JSON ({PlainText.Excerpt(body.Span)})", e);
        }
    }

    // A server that refuses the whole answers with one object, without an id.
    private static Dictionary<int, JsonElement> Answers(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("error", out var error))
            throw new FormatException($"the request was refused: {ErrorText(error)}");
        if (root.ValueKind is not JsonValueKind.Array)
            throw new FormatException("it is not a list of answers");
        Dictionary<int, JsonElement> answers = [];
        foreach (var answer in root.EnumerateArray())
        {
            if (answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number && id.TryGetInt32(out var number))
                answers[number] = answer;
        }

        return answers;
    }

    private static JsonElement Result(JsonElement answer, string method) =>
        answer.TryGetProperty("result", out var result) && result.ValueKind is JsonValueKind.Object ? result
        : throw new FormatException(answer.TryGetProperty("error", out var error) ? $"`{method}` failed: {ErrorText(error)}" : $"`{method}` has no result");

    /// <returns>Null: an error of the app's.</returns>
    private static JsonElement? Response(JsonElement answer, string method)
    {
        try
        {
            return Member(Result(answer, method), "response");
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static PlanReport PlanOf(JsonElement answer)
    {
        if (Response(answer, "abci_query") is not { } response)
            return new PlanReport.Unknown(answer.TryGetProperty("error", out var error) ? ErrorText(error) : "it answered without a result");
        var log = PlainText.Excerpt(Text(response, "log") ?? "", 200);
        switch (Number(response, "code") ?? 0)
        {
            case 0:
                break;
            case UnknownPath:
                return new PlanReport.NoModule();
            case var code:
                return new PlanReport.Unknown($"code {code}: {log}");
        }

        try
        {
            return UpgradeQueries.CurrentPlan(Value(response)) is { } plan ? new PlanReport.Agreed(plan) : new PlanReport.None();
        }
        catch (FormatException e)
        {
            return new PlanReport.Unknown($"its plan cannot be followed: {PlainText.Excerpt(e.Message)}");
        }
    }

    private static ulong? AppliedIn(JsonElement answer)
    {
        try
        {
            return Response(answer, "abci_query") is { } response && (Number(response, "code") ?? 0) == 0 ? UpgradeQueries.AppliedHeight(Value(response)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Value(JsonElement response)
    {
        if (!response.TryGetProperty("value", out var value) || value.ValueKind is not JsonValueKind.String)
            return [];
        return value.TryGetBytesFromBase64(out var bytes) ? bytes : throw new FormatException("its value is not base64");
    }

    private static string ErrorText(JsonElement error) => PlainText.Excerpt(
        error.ValueKind is JsonValueKind.Object ? $"{Text(error, "message")} {Text(error, "data")}".Trim() : error.GetRawText(), 200);

    private static JsonElement Member(JsonElement of, string name) => of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool Flag(JsonElement of, string name) => Member(of, name).ValueKind is JsonValueKind.True;

    private static ulong? Number(JsonElement of, string name) => Member(of, name) switch
    {
        { ValueKind: JsonValueKind.String } text => ulong.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
        { ValueKind: JsonValueKind.Number } number => number.TryGetUInt64(out var value) ? value : null,
        _ => null,
    };
}
