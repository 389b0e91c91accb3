namespace Visor.SimulatedCosmosNode.Home;

/// <summary>The files below a node's <c>--home</c>.</summary>
internal sealed record NodeHome(string Folder)
{
    public string Data => Path.Combine(Folder, "data");

    public string Config => Path.Combine(Folder, "config");

    /// <summary>Of CometBFT: its addresses.</summary>
    public string ConfigToml => Path.Combine(Config, "config.toml");

    /// <summary>Of the application: where it halts.</summary>
    public string AppToml => Path.Combine(Config, "app.toml");

    /// <summary>Of the commands that ask a node.</summary>
    public string ClientToml => Path.Combine(Config, "client.toml");

    public string ValidatorKey => Path.Combine(Config, "priv_validator_key.json");

    public string ValidatorState => Path.Combine(Data, "priv_validator_state.json");

    public string UpgradeInfo => Path.Combine(Data, "upgrade-info.json");

    /// <summary>What the application has committed, and the lock of its database.</summary>
    public string ApplicationDatabase => Path.Combine(Data, "application.db");

    public string DatabaseLock => Path.Combine(ApplicationDatabase, "LOCK");

    public string ApplicationState => Path.Combine(ApplicationDatabase, "state.json");

    /// <summary>There while the first block of a release is being written; without its end the data is broken.</summary>
    public string UnfinishedCommit => Path.Combine(ApplicationDatabase, "unfinished-commit.json");

    public string BlockStore => Path.Combine(Data, "blockstore.db");

    public string BlockStoreState => Path.Combine(BlockStore, "state.json");

    /// <summary>How often something has happened on this home that is to happen so often and no more.</summary>
    public string CountOf(string what) => Path.Combine(Folder, "simulated", what.Replace('/', '_') + ".count");

    public void Make()
    {
        foreach (var folder in (string[])[ApplicationDatabase, BlockStore, Config])
            Directory.CreateDirectory(folder);
    }
}
