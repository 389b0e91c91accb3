using System.Globalization;
using System.Text;
using Visor.Chains.Cosmos.Json;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>Writes <c>upgrade-info.json</c>, byte for byte as the chain and Cosmovisor 1.7 do: the height is a number, and no line ends it.</summary>
internal static class UpgradeInfoText
{
    private const string ZeroTime = "0001-01-01T00:00:00Z";

    public static byte[] Bytes(UpgradeInfo info) => Encoding.UTF8.GetBytes(Append(new StringBuilder(), info).ToString());

    /// <summary>The list that Cosmovisor calls <c>upgrade-info.json.batch</c>.</summary>
    public static byte[] BytesOfBatch(IEnumerable<UpgradeInfo> infos)
    {
        var json = new StringBuilder("[");
        foreach (var info in infos)
            Append(json.Length == 1 ? json : json.Append(','), info);
        return Encoding.UTF8.GetBytes(json.Append(']').ToString());
    }

    private static StringBuilder Append(StringBuilder json, UpgradeInfo info)
    {
        GoJsonWriter.AppendString(json.Append("{\"name\":"), info.Name.Text);
        json.Append(CultureInfo.InvariantCulture, $",\"time\":\"{ZeroTime}\",\"height\":{info.Height}");
        if (info.Info.Length > 0)
            GoJsonWriter.AppendString(json.Append(",\"info\":"), info.Info);
        return json.Append('}');
    }
}
