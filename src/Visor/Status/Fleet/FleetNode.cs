using Visor.Model;
using Visor.Status.Reading;

namespace Visor.Status.Fleet;

/// <summary>A node of the table, whatever came of asking it.</summary>
/// <param name="Reading">What its Visor serves, or why nothing of it is known.</param>
internal sealed record FleetNode(PageAddress Address, StatusSnapshot Reading)
{
    /// <summary>As its Visor sees it.</summary>
    public Health Health => Reading.Published is { } status ? Health.Of(status) : Health.Unknown(Reading.Problem ?? "nothing is known", hold: null, "visor resume");

    /// <summary>All is well, nobody holds it, and the release of the next upgrade, if there is one, is in its place.</summary>
    public bool IsReady => Reading.Published is { Hold: null } status && Health.IsHealthy && status.Upgrade is null or { State: "staged" };

    /// <summary>READY, or why not.</summary>
    public string Words => Reading.Published switch
    {
        { Upgrade: { } upgrade } status when Health.IsHealthy => UpgradeText.Format(upgrade, status.Hold),
        { Hold: { } hold } when Health.IsHealthy => $"{Health.Word}, and HELD: {hold}",
        _ when Health.IsHealthy => Health.Word,
        _ => Health.Headline,
    };

    public static FleetNode Of(PageAddress address, NodeStatus status) => new(
        address, new StatusSnapshot(status, Problem: null, status.Visor.Running, [.. status.Node.Processes.Where(p => p.Running is not null).Select(p => p.Role)], status.Held));

    /// <param name="why">A sentence that names the address.</param>
    public static FleetNode Unknown(PageAddress address, string why) => new(address, new StatusSnapshot(Published: null, why, VisorLives: false, [], Hold: null));
}
