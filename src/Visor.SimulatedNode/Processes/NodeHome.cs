namespace Visor.SimulatedNode.Processes;

/// <summary>The files below a node's <c>--home</c>; core and data node may share one.</summary>
internal sealed record NodeHome(string Folder)
{
    public string Ledger => In("ledger.jsonl");

    public string WitnessLock => In("witness.lock");

    public string DataNodeWitnessLock => In("datanode.witness.lock");

    public string DatabaseLock => In("datanode.database.lock");

    public string StateFile => In("state.json");

    public string DataNodeStateFile => In("datanode-state.json");

    public string DefaultSocket => In("vega.sock");

    /// <summary>Misbehaviour asked for by a file: one per line, read at the start.</summary>
    public string MisbehaveFile => In("misbehave");

    /// <summary>What has happened once and must not happen again: one misbehaviour per line.</summary>
    public string DoneFile => In("misbehaved");

    private string In(string name) => Path.Combine(Folder, name);
}
