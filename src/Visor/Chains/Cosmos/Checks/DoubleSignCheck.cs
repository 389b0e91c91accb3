using System.Globalization;
using Visor.Chains.Cosmos.Layout;
using Visor.Model;

namespace Visor.Chains.Cosmos.Checks;

/// <summary>A node that looks for its own signature in the last blocks refuses each start within them: every quick restart, and so the first one after an upgrade.</summary>
internal static class DoubleSignCheck
{
    private const string Key = "double_sign_check_height";

    public static IEnumerable<Finding> Check(CosmosContext context, string binary)
    {
        if (NodeSetting.Find(context, binary, "consensus", Key) is { } set && ulong.TryParse(set.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var blocks) && blocks > 0)
        {
            yield return Finding.Warning(
                "double signing",
                string.Create(CultureInfo.InvariantCulture, $"{Key} is {blocks} ({set.Source}): a validator then refuses every start within {blocks} blocks of its last signature, also after an upgrade"),
                $"set {Key} to 0 and restart the service");
        }
    }
}
