using System.Globalization;
using System.Text.Json;
using Visor.SimulatedCosmosNode.App;
using Visor.SimulatedCosmosNode.Chain;

namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary><c>abci_query</c> for the upgrade module.</summary>
internal sealed class UpgradeQueries(Application app, NetworkFile network)
{
    private const string Service = "/cosmos.upgrade.v1beta1.Query/";

    public Action<Utf8JsonWriter> Answer(Parameters parameters)
    {
        var path = parameters.Text("path");
        var request = parameters.Bytes("data");
        var asked = parameters.Number("height");
        byte[] value;
        long height;
        lock (app.Mutex)
        {
            height = app.State.Height;
            if (height == 0)
                return Refusal(26, "SimApp is not ready; please wait for first block: invalid height");
            if (asked > height)
                return Refusal(26, $"cannot query with height in the future; please provide a valid height: invalid height");
            var at = asked == 0 ? height : asked;
            if (at < app.Oldest)
                return Refusal(18, string.Create(CultureInfo.InvariantCulture, $"failed to load state at height {at}; version does not exist (latest height: {height}): invalid request"));
            height = at;
            if (!network.Current.HasUpgradeModule || !path.StartsWith(Service, StringComparison.Ordinal))
                return Refusal(6, "unknown query path: unknown request");
            switch (path[Service.Length..])
            {
                case "CurrentPlan":
                    value = network.Current.CurrentPlanValue is { } lie ? Convert.FromBase64String(lie) : Protobuf.CurrentPlan(app.PendingAt(at));
                    break;
                case "AppliedPlan":
                    value = Protobuf.AppliedPlan(app.AppliedAt(Protobuf.NameOf(request), at));
                    break;
                default:
                    return Refusal(6, "unknown query path: unknown request");
            }
        }

        return json => Write(json, 0, "", Convert.ToBase64String(value), height, "");
    }

    private static Action<Utf8JsonWriter> Refusal(int code, string log) => json => Write(json, code, log, null, 0, "sdk");

    private static void Write(Utf8JsonWriter json, int code, string log, string? value, long height, string codespace)
    {
        json.WriteStartObject();
        json.WriteStartObject("response");
        json.WriteNumber("code", code);
        json.WriteString("log", log);
        json.WriteString("info", "");
        json.WriteString("index", "0");
        json.WriteNull("key");
        json.WriteString("value", value);
        json.WriteNull("proofOps");
        json.WriteString("height", height.ToString(CultureInfo.InvariantCulture));
        json.WriteString("codespace", codespace);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
