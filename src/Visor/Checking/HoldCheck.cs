using Visor.Home;
using Visor.Model;
using Visor.Status.Reading;

namespace Visor.Checking;

/// <summary>The operator's veto.</summary>
internal static class HoldCheck
{
    public static Finding Check(VisorHome home, StatusSnapshot status) => new HoldFile(home) switch
    {
        var hold when hold.WhyUnknown() is { } unknown => Finding.Failure("hold", unknown, "run this as the user of the node's Visor"),
        var hold when hold.Read() is { } reason => Finding.Warning("hold", $"{Consequence(status.Now?.Upgrade)}: {reason}", $"`{home.ResumeCommand}` ends the hold"),
        _ => Finding.Ok("hold", "none"),
    };

    private static string Consequence(PlanStatus? upgrade) => upgrade is { State: "due" or "held" }
        ? $"the upgrade to {upgrade.Tag} is due and waits at block {upgrade.Height}; the node misses every block"
        : "the next upgrade will wait at its block";
}
