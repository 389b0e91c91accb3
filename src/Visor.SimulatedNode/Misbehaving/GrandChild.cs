using System.Diagnostics;
using System.Globalization;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.Misbehaving;

/// <summary>A process of the node's group that outlives the node unless somebody ends it.</summary>
internal static class GrandChild
{
    public static void StartIfAsked(Misbehaviours misbehaviours, Witness witness)
    {
        if (misbehaviours.Value("child") is { } life)
            Start(witness, $"exec sleep {Seconds(life)}");
        if (misbehaviours.Value("stubborn-child") is { } stubborn)
            Start(witness, $"trap '' TERM; exec sleep {Seconds(stubborn)}");
    }

    private static void Start(Witness witness, string script)
    {
        using var child = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { UseShellExecute = false });
        witness.Record("child", 0, child!.Id.ToString(CultureInfo.InvariantCulture));
    }

    private static string Seconds(string milliseconds) =>
        (Misbehaviours.Number(milliseconds) / 1000.0).ToString("0.###", CultureInfo.InvariantCulture);
}
