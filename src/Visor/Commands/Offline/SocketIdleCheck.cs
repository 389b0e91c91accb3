using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Node;
using Visor.Releases;

namespace Visor.Commands.Offline;

/// <summary>
/// The last look of a stop: nobody answers where the node's core answers. A core that has given up its lock, or whose home has
/// lost what Visor wrote down, shows itself there alone.
/// </summary>
internal sealed class SocketIdleCheck(VisorHome home, Chain chain)
{
    /// <exception cref="VisorException">A process answers there.</exception>
    public void Run(JournalState history)
    {
        var started = history.Launch.Where(intent => intent.Address is not null).Select(intent => new NodeEndpoint(intent.Address!, intent.RequestPath));
        var configured = new CurrentLink(home).Read() is CurrentLinkState.Folder { Path: var folder } ? new DefinitionCache(chain.Layout).Read(folder).Value?.Endpoint : null;
        foreach (var endpoint in started.Append(configured).OfType<NodeEndpoint>().DistinctBy(e => e.Address, StringComparer.Ordinal))
        {
            if (chain.Connector.OccupantOf(endpoint) is not { } occupant)
                continue;
            if (occupant is EndpointOccupant.Hidden hidden)
                throw new VisorException(ExitCodes.Configuration, $"no process recorded in {home.Private} is running, but {hidden.Why}; then run `visor stop --home {home.Word}` again");
            throw new VisorException(
                ExitCodes.Busy,
                $"no process recorded in {home.Private} is running, but {LaunchPreconditions.Describe(occupant)} answers on {chain.Connector.Absolute(endpoint, Environment.CurrentDirectory).Address}, where the node of this home answers: check whose it "
                + $"is; if it belongs to this node, kill it and the Visor that runs it (kill -TERM PID), then run `visor stop --home {home.Word}` again");
        }
    }
}
