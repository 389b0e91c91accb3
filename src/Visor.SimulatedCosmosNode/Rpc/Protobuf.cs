using System.Text;
using Visor.SimulatedCosmosNode.Chain;

namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>The messages of the upgrade module, as gogoproto writes them.</summary>
internal static class Protobuf
{
    private static readonly byte[] ZeroTime = [0x12, 0x0b, 0x08, 0x80, 0x92, 0xb8, 0xc3, 0x98, 0xfe, 0xff, 0xff, 0xff, 0x01];

    /// <summary>QueryCurrentPlanResponse; empty: no plan.</summary>
    public static byte[] CurrentPlan(Plan? plan)
    {
        if (plan is null)
            return [];
        byte[] encoded = [.. Text(1, plan.Name), .. ZeroTime, .. Number(3, plan.Height), .. Text(4, plan.Info)];
        return [0x0a, .. Varint((ulong)encoded.Length), .. encoded];
    }

    /// <summary>QueryAppliedPlanResponse; empty: not applied.</summary>
    public static byte[] AppliedPlan(long height) => Number(1, height);

    /// <summary>The name in a QueryAppliedPlanRequest; empty: none.</summary>
    public static string NameOf(ReadOnlySpan<byte> request)
    {
        // One field, and names are short.
        return request is [0x0a, < 0x80, ..] && request.Length >= 2 + request[1] ? Encoding.UTF8.GetString(request.Slice(2, request[1])) : "";
    }

    private static byte[] Text(int field, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length == 0 ? [] : [(byte)((field << 3) | 2), .. Varint((ulong)bytes.Length), .. bytes];
    }

    private static byte[] Number(int field, long number) => number == 0 ? [] : [(byte)(field << 3), .. Varint((ulong)number)];

    private static List<byte> Varint(ulong number)
    {
        List<byte> bytes = [];
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
        return bytes;
    }
}
