using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Visor.Model;

namespace Visor.Chains.Vega.Rpc;

/// <summary>The RPC's request and answer: JSON-RPC 1.0 as gorilla/rpc speaks it.</summary>
internal static class UpgradeStatusMessage
{
    public static byte[] Request(ulong id) =>
        Encoding.UTF8.GetBytes($$"""{"method":"protocolupgrade.UpgradeStatus","params":[{}],"id":{{id}}}""");

    /// <param name="body">The answer to the request with this <paramref name="id"/>.</param>
    public static CoreAnswer Read(ReadOnlySpan<byte> body, ulong id, ResponseErrors failures)
    {
        RpcAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(body, NodeJson.Default.RpcAnswer);
        }
        catch (JsonException wrong)
        {
            return Fail(BeginsWithJson(body) ? failures.WrongShape(PlaceOf(wrong), body) : failures.NotJson(body));
        }

        if (answer is null)
            return Fail(failures.WrongShape("it is null", body));
        var hasError = answer.Error.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
        // An error may come without an id: the server could not read the request, so it does not know it.
        if (answer.Id != id && !(hasError && answer.Id is null))
            return Fail(failures.WrongShape($"id is {answer.Id?.ToString() ?? "missing"} instead of {id}", body));
        if (hasError)
            return Fail(failures.RpcError(TextOf(answer.Error)));
        if (answer.Result is not { } result)
            return Fail(failures.WrongShape("result is missing", body));
        if (result.ReadyToUpgrade is not { } ready)
            return Fail(failures.WrongShape("result.ReadyToUpgrade is missing", body));
        return new CoreAnswer.Status(new UpgradeStatus(AcceptedOf(result.AcceptedReleaseInfo), ready));
    }

    private static CoreAnswer.Failure Fail(CoreError why) => new(why);

    private static AcceptedRelease? AcceptedOf(AcceptedReleaseInfo? info)
    {
        var tag = info?.VegaReleaseTag ?? "";
        var height = info?.UpgradeBlockHeight ?? 0;
        return tag.Length == 0 && height == 0 ? null : new AcceptedRelease(tag, height);
    }

    /// <summary>Whether a whole JSON value stands first, so that the trouble is its shape or what follows it.</summary>
    private static bool BeginsWithJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var first = JsonDocument.ParseValue(ref reader);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string PlaceOf(JsonException wrong) => wrong.Path is null or "$"
        ? "it is not one object"
        : $"{wrong.Path.Replace("$.", "", StringComparison.Ordinal)} has the wrong type";

    private static string TextOf(JsonElement error)
    {
        try
        {
            if (error.ValueKind == JsonValueKind.String)
                return PlainText.Excerpt(error.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Not valid UTF-8, or half a surrogate pair: its bytes are shown as they are.
        }

        return PlainText.Excerpt(JsonMarshal.GetRawUtf8Value(error));
    }
}

/// <summary>What a core says about the next upgrade, as it says it: not yet compared with the running release.</summary>
/// <param name="Accepted">
/// The release the network has agreed on; null: none, which is also what an empty tag at height 0 says. Null together with
/// <paramref name="Ready"/> is a core that is ready for an upgrade to no release: see <see cref="PlanInterpretation"/>.
/// </param>
/// <param name="Ready">The core has taken its last snapshot at the upgrade height and only waits to be stopped.</param>
internal sealed record UpgradeStatus(AcceptedRelease? Accepted, bool Ready);

/// <param name="Tag">As it came from the network: any text, also an empty one.</param>
/// <param name="Height">Block at which the upgrade takes place.</param>
internal sealed record AcceptedRelease(string Tag, ulong Height);

/// <summary>What came of asking a core for its upgrade status.</summary>
internal abstract record CoreAnswer
{
    private CoreAnswer()
    {
    }

    public sealed record Status(UpgradeStatus Value) : CoreAnswer;

    public sealed record Failure(CoreError Why) : CoreAnswer;
}

/// <summary>The answer to an upgrade status request, before anything in it is believed.</summary>
/// <param name="Error">Text as a rule; undefined: absent.</param>
internal sealed record RpcAnswer(UpgradeStatusResult? Result, JsonElement Error, ulong? Id);

internal sealed record UpgradeStatusResult(AcceptedReleaseInfo? AcceptedReleaseInfo, bool? ReadyToUpgrade);

internal sealed record AcceptedReleaseInfo(string? VegaReleaseTag, ulong? UpgradeBlockHeight);
