using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>The words of a verdict in the JSON. Written out: the names of the members may change, and to look them up at run time brings the metadata of the whole program into memory.</summary>
internal sealed class VerdictJson : JsonConverter<Verdict>
{
    public override Verdict Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Verdict value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
    {
        Verdict.Healthy => "healthy",
        Verdict.InProgress => "inProgress",
        Verdict.ActionNeeded => "actionNeeded",
        Verdict.Down => "down",
        _ => throw new UnreachableException(),
    });
}

/// <inheritdoc cref="VerdictJson"/>
internal sealed class HealthAreaJson : JsonConverter<HealthArea>
{
    public override HealthArea Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, HealthArea value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
    {
        HealthArea.Visor => "visor",
        HealthArea.Node => "node",
        HealthArea.Upgrade => "upgrade",
        HealthArea.Alert => "alert",
        HealthArea.Restart => "restart",
        HealthArea.Journal => "journal",
        HealthArea.Configuration => "configuration",
        _ => throw new UnreachableException(),
    });
}
