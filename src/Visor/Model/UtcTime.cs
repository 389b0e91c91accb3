using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>
/// A moment as everybody reads it, people and programs: <c>2026-03-01T12:00:00Z</c> (RFC 3339), in universal time, since the machines of one network stand in
/// many zones.
/// </summary>
internal static class UtcTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>To the second.</summary>
    public static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <returns>Null: it is not what <see cref="Format"/> writes.</returns>
    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>To the millisecond, for log lines, of which a second may have many: <c>2026-03-01T12:00:00.125Z</c>.</summary>
    public static string Precise(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Moments in JSON, to the second. Reads every form of ISO 8601 that a Visor has ever written.</summary>
internal sealed class UtcTimeJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(UtcTime.Format(value));
}
