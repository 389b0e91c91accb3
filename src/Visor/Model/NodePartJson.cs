using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>
/// <c>{"state":…,"processes":[{"name":"core","pid":…},…],"core":{…},"dataNode":{…},…}</c>: each process stands in the list, and under its own name, as before there was
/// a list.
/// </summary>
internal sealed class NodePartJson : JsonConverter<NodePart>
{
    private const string With = "with";
    private const string Ended = "Ended";
    private const string Silent = "Silent";

    public override void Write(Utf8JsonWriter writer, NodePart value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("state", value.State);
        writer.WriteString("release", value.Release);
        writer.WriteString("rpc", value.Rpc);
        writer.WriteString("reason", value.Reason);
        if (value.Height is { } height)
            writer.WriteNumber("height", height);
        else
            writer.WriteNull("height");
        if (value.HeightAt is { } at)
            writer.WriteString("heightAt", at);
        else
            writer.WriteNull("heightAt");
        writer.WriteBoolean("heightAsked", value.HeightAsked);
        writer.WriteStartArray("processes");
        foreach (var process in value.Processes)
            Write(writer, process.Running, process.Role);
        writer.WriteEndArray();
        foreach (var process in value.Processes)
        {
            writer.WritePropertyName(process.Role.Camel);
            Write(writer, process.Running, name: null);
        }

        foreach (var role in value.Absent)
            writer.WriteNull(role.Camel);
        foreach (var (role, isThere) in value.Processes.Skip(1).Select(p => (p.Role, true)).Concat(value.Absent.Select(role => (role, false))))
            writer.WriteBoolean($"{With}{role.Pascal}", isThere);
        Write(writer, value);
        writer.WriteEndObject();
    }

    public override NodePart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var node = document.RootElement;
        if (node.ValueKind != JsonValueKind.Object)
            throw new JsonException("a node is an object");
        try
        {
            return new NodePart(
                Text(node, "state")!, Text(node, "release")!, Text(node, "rpc")!, Text(node, "reason"),
                node.TryGetProperty("height", out var height) && height.ValueKind == JsonValueKind.Number ? height.GetUInt64() : null,
                Processes(node),
                node.TryGetProperty("restarts", out var restarts) ? Restarts(restarts) : RestartCounts.None)
            {
                Absent = Absent(node),
                HeightAsked = !node.TryGetProperty("heightAsked", out var asked) || asked.ValueKind != JsonValueKind.False,
                HeightAt = node.TryGetProperty("heightAt", out var at) && at.ValueKind == JsonValueKind.String ? at.GetDateTimeOffset() : null,
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new JsonException("a node has another form", e);
        }
    }

    private static void Write(Utf8JsonWriter writer, ProcessStatus? running, ProcessRole? name)
    {
        if (name is null && running is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        if (name is not null)
            writer.WriteString("name", name.Camel);
        if (running is not null)
        {
            writer.WriteNumber("pid", running.Pid);
            writer.WriteNumber("startTime", running.StartTime);
            writer.WriteString("since", UtcTime.Format(running.Since));
            writer.WriteNumber("restarts", running.Restarts);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, NodePart value)
    {
        writer.WriteStartObject("restarts");
        foreach (var role in value.Processes.Select(p => p.Role).Concat(value.Absent))
            writer.WriteNumber($"{role.Camel}{Ended}", value.Restarts.EndedOf(role));
        if (!value.Processes.IsEmpty)
            writer.WriteNumber($"{value.Processes[0].Role.Camel}{Silent}", value.Restarts.Silent);
        writer.WriteNumber("startFailed", value.Restarts.StartFailed);
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement node, string name) => node.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static ImmutableArray<ProcessRole> Absent(JsonElement node) =>
        [.. node.EnumerateObject().Where(p => p.Name.StartsWith(With, StringComparison.Ordinal) && p.Value.ValueKind == JsonValueKind.False).Select(p => RoleOf(p.Name[With.Length..]))];

    // A Visor that knew no list wrote each process under its name alone.
    private static ImmutableArray<NodeProcess> Processes(JsonElement node) => node.TryGetProperty("processes", out var list) && list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(p => new NodeProcess(RoleOf(p.GetProperty("name").GetString()), p.TryGetProperty("pid", out _) ? Running(p) : null))]
        : [.. node.EnumerateObject().Where(p => !Others.Contains(p.Name, StringComparer.Ordinal) && p.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Null)
            .Select(p => new NodeProcess(RoleOf(p.Name), p.Value.ValueKind == JsonValueKind.Object ? Running(p.Value) : null)).Where(p => !Absent(node).Contains(p.Role))];

    private static readonly string[] Others = ["state", "release", "rpc", "reason", "height", "heightAt", "heightAsked", "restarts"];

    private static ProcessStatus Running(JsonElement process) => new(
        process.GetProperty("pid").GetInt32(), process.GetProperty("startTime").GetUInt64(), process.GetProperty("since").GetDateTimeOffset(), process.GetProperty("restarts").GetInt32());

    private static RestartCounts Restarts(JsonElement counts)
    {
        var all = RestartCounts.None;
        if (counts.ValueKind != JsonValueKind.Object)
            return all;
        foreach (var count in counts.EnumerateObject())
        {
            if (count.Name.EndsWith(Ended, StringComparison.Ordinal))
                all = all with { Ended = all.Ended.SetItem(RoleOf(count.Name[..^Ended.Length]), count.Value.GetInt32()) };
            else if (count.Name.EndsWith(Silent, StringComparison.Ordinal))
                all = all with { Silent = count.Value.GetInt32() };
            else if (string.Equals(count.Name, "startFailed", StringComparison.Ordinal))
                all = all with { StartFailed = count.Value.GetInt32() };
        }

        return all;
    }

    private static ProcessRole RoleOf(string? camel) =>
        camel is { Length: > 0 } && ProcessRole.TryParse($"{char.ToUpperInvariant(camel[0])}{camel[1..]}") is { } role ? role : throw new JsonException("a process has no name");
}
