using System.Globalization;
using System.Text.Json;
using Visor.SimulatedCosmosNode.Processes;

namespace Visor.SimulatedCosmosNode.Home;

/// <summary>Reads <c>data/upgrade-info.json</c> at the start of a node, as strictly as its SDK does.</summary>
internal static class UpgradeInfoReader
{
    /// <returns>Null: there is no such file.</returns>
    /// <exception cref="NodeExitException">The file stops the node, whatever release it is.</exception>
    public static UpgradeInfo? Read(string path, bool validates)
    {
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length == 0)
            throw Failed("unexpected end of JSON input");
        UpgradeInfo info;
        string? time;
        bool hasClientState;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            (info, time, hasClientState) = Decode(document.RootElement);
        }
        catch (JsonException e)
        {
            throw Failed(bytes[0] is (byte)'{' ? "unexpected end of JSON input" : e.Message);
        }

        if (validates)
            Validate(info, time, hasClientState);
        return info;
    }

    private static (UpgradeInfo Info, string? Time, bool HasClientState) Decode(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Null)
            return (new UpgradeInfo("", 0), null, false);
        if (root.ValueKind is not JsonValueKind.Object)
            throw Failed("json: cannot unmarshal value into Go value of type types.Plan");
        var info = new UpgradeInfo("", 0);
        string? time = null;
        var hasClientState = false;

        // Keys count in any case, and the last of two wins, as in Go.
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name.Equals("name", StringComparison.OrdinalIgnoreCase))
                info = info with { Name = Text(property.Value, "name") };
            else if (property.Name.Equals("height", StringComparison.OrdinalIgnoreCase))
                info = info with { Height = Number(property.Value) };
            else if (property.Name.Equals("time", StringComparison.OrdinalIgnoreCase))
                time = Text(property.Value, "time");
            else if (property.Name.Equals("info", StringComparison.OrdinalIgnoreCase))
                _ = Text(property.Value, "info");
            else if (property.Name.Equals("upgraded_client_state", StringComparison.OrdinalIgnoreCase))
                hasClientState = property.Value.ValueKind is not JsonValueKind.Null;
        }

        return (info, time, hasClientState);
    }

    private static void Validate(UpgradeInfo info, string? time, bool hasClientState)
    {
        if (time is not null and not "0001-01-01T00:00:00Z")
            throw Failed("time-based upgrades have been deprecated in the SDK: invalid request");
        if (hasClientState)
            throw Failed("upgrade logic for IBC has been moved to the IBC module: invalid request");
        if (info.Name.Length == 0)
            throw Failed("name cannot be empty: invalid request");
        if (info.Height <= 0)
            throw Failed("height must be greater than 0: invalid request");
    }

    private static string Text(JsonElement value, string key) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => throw Failed($"json: cannot unmarshal value into Go struct field Plan.{key} of type string"),
    };

    private static long Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Null => 0,
        _ => throw Failed(string.Create(CultureInfo.InvariantCulture, $"json: cannot unmarshal {value.ValueKind} into Go struct field Plan.height of type int64")),
    };

    private static NodeExitException Failed(string reason) => NodeExitException.Panic($"failed to read upgrade info from disk {reason}");
}
