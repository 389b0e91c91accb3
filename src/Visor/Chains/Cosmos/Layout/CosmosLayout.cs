using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>A release is a folder with <c>bin/DAEMON</c>; how it is started, the operator's command line says.</summary>
internal sealed class CosmosLayout(CosmosContext context) : IReleaseLayout
{
    /// <summary>The file that decides where the node answers.</summary>
    public string DefinitionFile(string releaseFolder) => Path.Combine(context.Settings.Home, "config", "config.toml");

    public string DefinitionName => "release";

    public string Describe(NodeDefinition definition)
    {
        var (asked, source) = RpcAddressSetting.Asked(context, definition.Queried.Path) is var named && named.Address is RpcAddress.Off ? ("nowhere, because its RPC is off", named.Source) : ($"at {named.Address}", named.Source);
        var start = context.Arguments.IsEmpty
            ? "how it is started is not known yet: its service says it (`cosmovisor run start`)"
            : $"is started with `{context.Settings.Name} {PlainText.Excerpt(string.Join(' ', context.Arguments.Select(ShellWord.Quote)), 200)}`";
        return $"{start}; it is asked {asked} ({source})";
    }

    public bool HasDefinitionPerRelease => false;

    // As the chain spells it, or as its folder is called.
    public string? ReadTag(string word, out ReleaseTag tag) =>
        ReleaseTag.TryParseEscaped(UpgradeName.Meant(word.StartsWith(CosmosFolders.Upgrades + "/", StringComparison.Ordinal) ? Path.GetFileName(word) : word).FolderName(!context.Settings.DisableRecase), out tag)
            ? null
            : "its folder would have no valid name: it must begin with a letter or a digit, have at most 128 characters, and not be a name Visor uses itself";

    public string PlaceOf(string binary) => Path.Combine("bin", context.Settings.Name);

    public string HowToPlace(ReleaseTag tag, string folder, string homeWord) => context.Settings.AllowDownload
        ? $"put the binary at {context.Settings.BinaryIn(folder)} (`visor stage {tag} --from FILE --home {homeWord}` does)"
        : $"put the binary at {context.Settings.BinaryIn(folder)} (`visor stage {tag} --from FILE --home {homeWord}` does), or set DAEMON_ALLOW_DOWNLOAD_BINARIES=true and restart the service";

    public ulong? SwitchedAt(string releaseFolder) =>
        UpgradeFileReader.Read(Path.Combine(releaseFolder, "upgrade-info.json")) is UpgradeFile.Found { Info: var info }
        && string.Equals(info.Name.FolderName(!context.Settings.DisableRecase), Path.GetFileName(releaseFolder), StringComparison.Ordinal) ? info.Height : null;

    public ConfigurationReading<NodeDefinition> Read(string releaseFolder)
    {
        var binary = context.Settings.BinaryIn(releaseFolder);
        var problems = new ProblemList(binary);
        if (new FileInfo(binary).LinkTarget is { } target && !File.Exists(Path.GetFullPath(target, Path.GetDirectoryName(binary)!)))
            problems.Error(default, "", $"it is a link to {target}, which does not exist; put the binary of {Path.GetFileName(releaseFolder)} there, or link to it");
        else if (!File.Exists(binary))
            problems.Error(default, "", $"there is no such file; put the binary of {Path.GetFileName(releaseFolder)} there");
        var named = RpcAddressSetting.Find(context, binary);
        if (named.Address is null)
            problems.Error(default, "", $"{named.Source} says that the node's RPC listens on {PlainText.Excerpt(named.Text, 80)}, which is no address; write it as tcp://HOST:PORT or unix://PATH");
        return problems.Reading<NodeDefinition>(new CosmosDefinition(binary, releaseFolder, named.Address?.ToString() ?? "", new ProcessDefinition(CosmosProcesses.Node, binary, context.Arguments, binary)
        {
            Variables = ReleaseVariables.Of(releaseFolder, context),
        }));
    }

    public DefinitionCopy CopyFor(ReleaseTag tag, string binary, string source, string file) => new(source, []);
}

/// <param name="File">The binary.</param>
internal sealed record CosmosDefinition(string File, string Folder, string Rpc, ProcessDefinition Process)
    : NodeDefinition(File, Path.GetFileName(Folder), new NodeEndpoint(Rpc, RequestPath: null), [Process])
{
    public override bool HasRelativePaths => false;
}
