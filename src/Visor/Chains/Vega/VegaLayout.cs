using Visor.Chains.Vega.Layout;
using Visor.Chains.Vega.Layout.Copying;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Vega;

/// <summary>Each release folder has a <c>run-config.toml</c>.</summary>
internal sealed class VegaLayout : IReleaseLayout
{
    public string DefinitionFile(string releaseFolder) => Path.Combine(releaseFolder, "run-config.toml");

    public DefinitionCopy CopyFor(ReleaseTag tag, string binary, string source, string file) => RunConfigCopy.Create(source, file, tag, binary);

    public ConfigurationReading<NodeDefinition> Read(string releaseFolder) => RunConfigReader.Read(DefinitionFile(releaseFolder)).As<NodeDefinition>();
}
