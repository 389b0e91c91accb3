
namespace Visor.Chains.Cosmos.Layout;

/// <summary>A home of this family is made by <c>cosmovisor init</c>, and only read here.</summary>
internal sealed class CosmosTemplates : IHomeTemplates
{
    public (string Name, string Description)? CompanionOption => null;

    public string? SocketPath => null;

    public IEnumerable<(string Name, string Text)> Files(bool withCompanions) => [];

    public string NextSteps(string home, bool withCompanions) => "";
}
