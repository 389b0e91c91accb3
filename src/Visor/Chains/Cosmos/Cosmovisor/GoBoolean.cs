
namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>The words that Cosmovisor takes for true and false.</summary>
internal static class GoBoolean
{
    /// <returns>Null: it is neither.</returns>
    public static bool? Parse(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => null,
    };
}
