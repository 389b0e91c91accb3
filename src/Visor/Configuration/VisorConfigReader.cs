using Visor.Model;

namespace Visor.Configuration;

/// <summary>Reads <c>HOME/config.toml</c>. Keys and defaults: <c>docs/configuration.md</c>.</summary>
internal static class VisorConfigReader
{
    /// <summary>Every key, dotted; <c>[upgradeFolders]</c> has keys of its own.</summary>
    public static readonly string[] Keys =
    [
        "maxNumberOfFirstConnectionRetries", "maxNumberOfRestartConnectionRetries", "maxNumberOfRestarts",
        "restartsDelaySeconds", "restartsResetSeconds", "stopDelaySeconds", "stopSignalTimeoutSeconds",
        "rpcTimeoutSeconds", "rpcSilenceSeconds", "whenGivenUp", "upgradeFolders",
        "autoInstall.enabled", "autoInstall.source", "autoInstall.url", "autoInstall.folder", "autoInstall.repositoryOwner", "autoInstall.repository", "autoInstall.asset.name",
        "autoInstall.asset.binaryName", "autoInstall.apiUrl", "autoInstall.tokenFile", "autoInstall.verification",
        "autoInstall.checksumsAsset", "autoInstall.startDelaySeconds", "autoInstall.signature.keys", "autoInstall.signature.of",
        "autoInstall.signature.asset", "autoInstall.signature.namespace", "status.listen", "status.allowRemote", "status.allowedHosts",
        "notifications.url", "notifications.format", "notifications.events",
        "hooks.onStaged", "hooks.beforeUpgrade", "hooks.afterUpgrade", "hooks.onFailure", "hooks.timeoutSeconds",
        "dataStamp.enabled", "dataStamp.path",
    ];

    /// <summary>A key that only families have whose nodes can be asked elsewhere than they are told to listen (<see cref="ChainDefaults.ProblemWithRpcAddress"/>).</summary>
    public const string RpcAddressKey = "rpcAddress";

    /// <summary>The remedy for a missing file.</summary>
    public const string HowToGetOne = "restore it, or copy one from a new home (`visor init --home ELSEWHERE`)";

    /// <param name="file">It stands in front of every message as it is given here.</param>
    /// <param name="chain">Of the home's family.</param>
    public static ConfigurationReading<VisorConfig> Read(string file, ChainDefaults chain)
    {
        var problems = new ProblemList(file);
        var text = Text(file, chain, problems);
        return text is null ? problems.Reading<VisorConfig>(null) : Read(text, chain, ConfigurationVariables.OfThisProcess(), problems);
    }

    /// <summary>Every key that a home of this family can have, dotted.</summary>
    public static IReadOnlyList<string> KeysOf(ChainDefaults chain) => chain.ProblemWithRpcAddress is null ? Keys : [.. Keys, RpcAddressKey];

    /// <summary>The text of the file; empty where it is missing and may be.</summary>
    /// <returns>Null: it is in <paramref name="problems"/>.</returns>
    public static string? Text(string file, ChainDefaults chain, ProblemList problems) =>
        chain.IsFileOptional && !Path.Exists(file) ? "" : ConfigurationFile.Read(file, HowToGetOne, problems);

    /// <summary>The same for a text at hand; <paramref name="file"/> need not exist.</summary>
    /// <param name="variables">What wins over the text; null: nothing.</param>
    public static ConfigurationReading<VisorConfig> Read(string text, string file, ChainDefaults chain, ConfigurationVariables? variables = null) =>
        Read(text, chain, variables ?? ConfigurationVariables.None, new ProblemList(file));

    private static ConfigurationReading<VisorConfig> Read(string text, ChainDefaults chain, ConfigurationVariables variables, ProblemList problems)
    {
        var document = TomlDocument.Parse(text, problems);
        variables.Apply(document, KeysOf(chain), problems);
        var root = new TableReader(document, "", default, problems);
        var defaults = chain.Config;
        var config = new VisorConfig
        {
            MaxNumberOfFirstConnectionRetries =
                root.Count("maxNumberOfFirstConnectionRetries", defaults.MaxNumberOfFirstConnectionRetries),
            MaxNumberOfRestartConnectionRetries =
                root.Count("maxNumberOfRestartConnectionRetries", defaults.MaxNumberOfRestartConnectionRetries),
            MaxNumberOfRestarts = root.Count("maxNumberOfRestarts", defaults.MaxNumberOfRestarts),
            WhenGivenUp = GivenUp(root),
            RestartsDelay = root.Seconds("restartsDelaySeconds", defaults.RestartsDelay),
            RestartsReset = root.Seconds("restartsResetSeconds", defaults.RestartsReset),
            StopDelay = root.Seconds("stopDelaySeconds", defaults.StopDelay),
            StopSignalTimeout = root.Seconds("stopSignalTimeoutSeconds", defaults.StopSignalTimeout),
            RpcTimeout = RpcTimeout(root, defaults.RpcTimeout),
            RpcSilence = root.Seconds("rpcSilenceSeconds", defaults.RpcSilence),
            RpcAddress = chain.ProblemWithRpcAddress is { } rule ? RpcAddress(root, rule) : null,
            UpgradeFolders = Folders(root.Table("upgradeFolders"), defaults.UpgradeFolders.Below, problems),
            AutoInstall = new AutoInstallReader(root.Table("autoInstall"), chain, problems, Keys).Read(),
            Status = new StatusConfigReader(root.Table("status"), Keys).Read(),
            Notifications = new NotificationsReader(root, problems, Keys).Read(),
            Hooks = new HooksReader(root.Table("hooks"), problems, Keys).Read(),
            DataStamp = new DataStampReader(root.Table("dataStamp"), defaults.DataStamp, problems, Keys).Read(),
        };
        if (config.AutoInstall.Signature is null && SignatureReader.Misplaced(root, problems) is { } misplaced)
            config = config with { AutoInstall = config.AutoInstall with { Signature = misplaced, Problem = config.AutoInstall.Problem ?? misplaced.Problem } };
        root.WarnUnknownKeys(KeysOf(chain));
        return problems.Reading(config);
    }

    private static WhenGivenUp? GivenUp(TableReader root)
    {
        switch (root.Text("whenGivenUp"))
        {
            case null:
                return null;
            case { Text: "stay" }:
                return WhenGivenUp.Stay;
            case { Text: "exit" }:
                return WhenGivenUp.Exit;
            case var word:
                root.Wrong(word.Value.Entry, "must be \"stay\" or \"exit\"");
                return null;
        }
    }

    private static TimeSpan RpcTimeout(TableReader root, TimeSpan absent)
    {
        var timeout = root.Seconds("rpcTimeoutSeconds", absent);
        if (timeout == TimeSpan.Zero && root.Take("rpcTimeoutSeconds") is { } entry)
            root.Wrong(entry, "must be 1 or more: no call can be answered within 0 seconds");
        return timeout;
    }

    private static string? RpcAddress(TableReader root, Func<string, string?> rule)
    {
        if (root.NonEmptyString(RpcAddressKey, "the address of the node's RPC, such as tcp://127.0.0.1:26657") is not { } address)
            return null;
        if (rule(address.Text) is not { } problem)
            return address.Text;
        root.Wrong(address.Entry, $"{Quoting.Quote(address.Text)} {problem}");
        return null;
    }

    private static UpgradeFolders Folders(TableReader table, string below, ProblemList problems)
    {
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        var tagOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in table.TakeAll())
        {
            if (entry.Value is TomlTable split)
                table.Wrong(entry, $"a tag with dots needs quotes around it: write \"{Dotted(entry.Key, split)}\" = \"folder\"");
            else if (ReleaseTag.ProblemWith(entry.Key) is { } wrongTag)
                table.Wrong(entry, $"cannot be a release tag: {wrongTag}");
            else if (entry.Value is not TomlText folder)
                table.Wrong(entry, $"must be the name of a folder in quotes, not {entry.Value.Description}");
            else if (ReleaseTag.ProblemWith(folder.Text) is { } wrongFolder)
                problems.Error(folder.Place, table.PathOf(entry.Key), $"{Quoting.Quote(folder.Text)} cannot be a folder in the home: {wrongFolder}");
            else if (tagOf.TryGetValue(folder.Text, out var other))
                table.Wrong(entry, $"shares the folder {Quoting.Quote(folder.Text)} with {other}; each release needs its own folder");
            else
                folders.Add(tagOf[folder.Text] = entry.Key, folder.Text);
        }

        return new UpgradeFolders(folders, below);
    }

    private static string Dotted(string key, TomlTable split)
    {
        var whole = key;
        for (TomlValue value = split; value is TomlTable { Entries: [var only, ..] } && whole.Length < 128; value = only.Value)
            whole += "." + only.Key;
        return Quoting.Printable(whole);
    }
}
