using System.Globalization;
using System.Text.Json;
using Visor.SimulatedCosmosNode.App;
using Visor.SimulatedCosmosNode.Chain;
using Visor.SimulatedCosmosNode.Consensus;

namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>The results of the methods. Those of the application wait while it executes a block.</summary>
internal sealed class Methods(Application app, Func<NodeView> view, NetworkFile network, Identity identity)
{
    /// <exception cref="RpcException">There is no such method, or it fails.</exception>
    public Action<Utf8JsonWriter> Call(string method, Parameters parameters) => method switch
    {
        "status" => Status(view()),
        "health" => json => Object(json, () => { }),
        "net_info" => NetInfo,
        "abci_info" => Info(),
        "abci_query" => new UpgradeQueries(app, network).Answer(parameters),
        "consensus_state" => ConsensusState(),
        _ => throw RpcException.MethodNotFound,
    };

    private static void NetInfo(Utf8JsonWriter json) => Object(json, () =>
    {
        json.WriteBoolean("listening", true);
        json.WriteString("n_peers", "1");
    });

    private Action<Utf8JsonWriter> Status(NodeView now) => json => Object(json, () =>
    {
        Object(json, "node_info", () =>
        {
            json.WriteString("id", "5576458aef205977e18fd50b274e9b5d9014525a");
            json.WriteString("network", network.Current.ChainId);
            json.WriteString("version", identity.CometVersion);
            json.WriteString("moniker", "simulated");
            Object(json, "other", () => json.WriteString("rpc_address", identity.Address));
        });
        Object(json, "sync_info", () =>
        {
            json.WriteString("latest_block_height", Text(now.Store));
            json.WriteString("latest_block_time", now.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("earliest_block_height", Text(now.Store == 0 ? 0 : now.First));
            json.WriteBoolean("catching_up", now.CatchingUp || !identity.IsValidator);
        });
        Object(json, "validator_info", () =>
        {
            json.WriteString("address", identity.Validator);
            json.WriteString("voting_power", identity.IsValidator ? "10" : "0");
        });
    });

    private Action<Utf8JsonWriter> Info()
    {
        long height;
        lock (app.Mutex)
            height = app.State.Height;
        return json => Object(json, () => Object(json, "response", () =>
        {
            json.WriteString("data", "SimApp");
            json.WriteString("version", identity.Version);
            if (height > 0)
            {
                json.WriteString("last_block_height", Text(height));
                json.WriteString("last_block_app_hash", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
            }
        }));
    }

    private Action<Utf8JsonWriter> ConsensusState()
    {
        // It waits as the application does.
        NodeView now;
        lock (app.Mutex)
            now = view();
        var step = (now.HasFailed, now.Proposed) switch
        {
            (true, _) => string.Create(CultureInfo.InvariantCulture, $"{now.Store}/0/8"),
            (_, true) => string.Create(CultureInfo.InvariantCulture, $"{now.Store + 1}/0/4"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{now.Store + 1}/0/1"),
        };
        return json => Object(json, () => Object(json, "round_state", () => json.WriteString("height/round/step", step)));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Object(Utf8JsonWriter json, Action content)
    {
        json.WriteStartObject();
        content();
        json.WriteEndObject();
    }

    private static void Object(Utf8JsonWriter json, string name, Action content)
    {
        json.WritePropertyName(name);
        Object(json, content);
    }
}
