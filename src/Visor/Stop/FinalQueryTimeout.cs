using Visor.Node;
using Visor.Processes;

namespace Visor.Stop;

/// <summary>For how long a core that gives no answer is asked before it gets SIGTERM. Pure.</summary>
internal static class FinalQueryTimeout
{
    /// <param name="grace">What the node has for its stop; asking before takes at most as much again.</param>
    public static TimeSpan Choose(NodeInstance node, UpgradeReadiness.Unknown silent, TimeSpan grace)
    {
        // It has been asked for longer than this, or nothing of a core is there.
        if (node.IsGivenUp || (!node.CoreLives && !silent.MayListen))
            return TimeSpan.Zero;

        // How a child ends is told to its parent, and a core that is only starting has no socket yet; of an adopted one nobody is told.
        return !silent.MayListen && node.Set.Queried is ChildProcess ? TimeSpan.Zero : grace;
    }
}
