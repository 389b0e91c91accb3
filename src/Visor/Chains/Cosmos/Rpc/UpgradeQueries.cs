using System.Text;
using Visor.Chains.Cosmos.Upgrades;

namespace Visor.Chains.Cosmos.Rpc;

/// <summary>The questions of x/upgrade and what comes back, as bytes (cosmos/upgrade/v1beta1/query.proto).</summary>
internal static class UpgradeQueries
{
    public const string CurrentPlanPath = "/cosmos.upgrade.v1beta1.Query/CurrentPlan";
    public const string AppliedPlanPath = "/cosmos.upgrade.v1beta1.Query/AppliedPlan";

    private const int LengthDelimitedName = 0x0A;

    /// <summary>QueryAppliedPlanRequest.</summary>
    public static byte[] AppliedPlanRequest(UpgradeName name)
    {
        var text = Encoding.UTF8.GetBytes(name.Text);
        List<byte> message = [LengthDelimitedName];
        for (var length = (uint)text.Length; ; length >>= 7)
        {
            if (length < 0x80)
            {
                message.Add((byte)length);
                return [.. message, .. text];
            }

            message.Add((byte)(length | 0x80));
        }
    }

    /// <summary>QueryAppliedPlanResponse.</summary>
    /// <returns>The block at which it was applied; 0: it was not.</returns>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static ulong AppliedHeight(ReadOnlySpan<byte> response)
    {
        var reader = new ProtobufReader(response);
        ulong height = 0;
        while (reader.Next())
        {
            if (reader.Field == 1)
                height = reader.Integer();
        }

        return height <= long.MaxValue ? height : throw new FormatException("the height is negative");
    }

    /// <summary>QueryCurrentPlanResponse.</summary>
    /// <returns>Null: nothing is agreed on.</returns>
    /// <exception cref="FormatException">It is damaged, or no plan that a node could follow.</exception>
    public static UpgradeInfo? CurrentPlan(ReadOnlySpan<byte> response)
    {
        var reader = new ProtobufReader(response);
        ReadOnlySpan<byte> plan = default;
        var isThere = false;
        while (reader.Next())
        {
            if (reader.Field != 1)
                continue;
            plan = reader.Message();
            isThere = true;
        }

        return isThere ? Plan(plan) : null;
    }

    private static UpgradeInfo Plan(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        var (name, height, info) = ("", 0UL, "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 3:
                    height = reader.Integer();
                    break;
                case 4:
                    info = reader.Text();
                    break;
            }
        }

        if (name.Length == 0)
            throw new FormatException("the plan has no name");
        return height is > 0 and <= long.MaxValue ? new UpgradeInfo(new UpgradeName(name), height, info) : throw new FormatException($"the plan {name} is for no height above 0");
    }
}
