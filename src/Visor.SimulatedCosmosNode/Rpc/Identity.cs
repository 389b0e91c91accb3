namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>What the answers say of who answers.</summary>
/// <param name="Version">Of the application, as it was linked in.</param>
/// <param name="Validator">Address of the key.</param>
/// <param name="IsValidator">Whether the network knows the key.</param>
internal sealed record Identity(string Dialect, string Version, string Validator, bool IsValidator, string Address)
{
    public string CometVersion => Dialect is "050" ? "0.38.12" : "0.37.4";
}
