using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Model.Events;

/// <summary>
/// An event as programs read it:
/// <c>{"event":"staged","at":"…","host":"…","release":"…","tag":"…","height":1034000,"reason":null,"by":null,"calledOff":null,"downtimeMs":null,"downtimeParts":null,"text":"…","health":"ALL WELL"}</c>.
/// </summary>
/// <param name="Host">Name of the machine.</param>
internal sealed record EventJson(
    string Event, DateTimeOffset At, string Host, string Release, string? Tag, ulong? Height, string? Reason, string? By, string? CalledOff, long? DowntimeMs, DowntimeParts? DowntimeParts, string Text, string? Health)
{
    /// <summary>As in the status; null: the event is about no end of a process.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LastOutput? LastOutput { get; init; }

    public static byte[] Serialize(VisorEvent happened, string host) => JsonSerializer.SerializeToUtf8Bytes(
        new EventJson(
            happened.Kind.Word(), happened.At, host, happened.Release, happened.Tag, happened.Height, happened.Reason, happened.By, happened.CalledOff, happened.Downtime?.TotalMs, happened.Downtime?.Parts, happened.Text,
            happened.Health)
        {
            LastOutput = happened.LastOutput,
        },
        EventJsonContext.Default.EventJson);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeJson)])]
[JsonSerializable(typeof(EventJson))]
internal sealed partial class EventJsonContext : JsonSerializerContext;
