using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Node;

namespace Visor.Supervision.Composition;

/// <summary>One home, opened: what every part of its supervisor is made from.</summary>
/// <param name="Changes">Signals whenever something in the home's folder changes.</param>
internal sealed record HomeAccess(VisorHome Home, Chain Chain, LiveConfiguration Configuration, HomeChangeSignal Changes, TimeProvider Time, ILogger Log)
{
    /// <summary>Called once, when the home is this Visor's alone and nothing has been done in it; null: nothing is called.</summary>
    public Action? Claimed { get; init; }
}
