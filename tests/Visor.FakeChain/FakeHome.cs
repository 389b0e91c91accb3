using Visor.Chains;
using Visor.Model;

namespace Visor.FakeChain;

internal sealed class FakeChecks : INodeChecks
{
    public IEnumerable<Finding> Check(NodeDefinition definition) => [Finding.Ok("data", $"{definition.Endpoint.Address} is where the node keeps its data")];

    public string? SocketOf(NodeDefinition definition) => null;
}

internal sealed class FakeTemplates : IHomeTemplates
{
    public string? SocketPath => null;

    public (string Name, string Description)? CompanionOption => null;

    public IEnumerable<(string Name, string Text)> Files(bool withCompanions) => [("genesis/command", "node\nstart\n--data\ndata\n"), ("config.toml", "[autoInstall]\nenabled = false\n")];

    public string NextSteps(string home, bool withCompanions) => $"Put the node into {home}/genesis.\n";
}
