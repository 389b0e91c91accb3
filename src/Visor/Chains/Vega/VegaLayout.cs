using Visor.Chains.Vega.Layout;
using Visor.Chains.Vega.Layout.Copying;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Vega;

/// <summary>Each release folder has a <c>run-config.toml</c>.</summary>
internal sealed class VegaLayout : IReleaseLayout
{
    public string DefinitionFile(string releaseFolder) => Path.Combine(releaseFolder, "run-config.toml");

    public string DefinitionName => "run config";

    public string Describe(NodeDefinition definition) => "is valid";

    public bool HasDefinitionPerRelease => true;

    public string? ReadTag(string word, out ReleaseTag tag) => ReleaseTag.TryParse(word, out tag) ? null : ReleaseTag.ProblemWith(word);

    public string PlaceOf(string binary) => binary;

    public string HowToPlace(ReleaseTag tag, string folder, string homeWord) =>
        $"put the binary of {tag} and a run-config.toml there (`visor stage {tag} --from FILE --home {homeWord}` does), name its folder in [upgradeFolders], or turn [autoInstall] on";

    public ulong? SwitchedAt(string releaseFolder) => null;

    public DefinitionCopy CopyFor(ReleaseTag tag, string binary, string source, string file) => RunConfigCopy.Create(source, file, tag, binary);

    public ConfigurationReading<NodeDefinition> Read(string releaseFolder) => RunConfigReader.Read(DefinitionFile(releaseFolder)).As<NodeDefinition>();
}
