using Visor.Model;

namespace Visor.Node;

/// <summary>What is known of a core that is to be stopped: whether it is ready to upgrade, which nobody knows but its process.</summary>
internal abstract record UpgradeReadiness
{
    private UpgradeReadiness()
    {
    }

    /// <summary>It is ready: the old release must not be started again.</summary>
    public sealed record Due(UpgradePlan Plan) : UpgradeReadiness;

    /// <summary>It has said, or its end has shown, that it is not ready.</summary>
    public sealed record NotDue : UpgradeReadiness;

    /// <summary>It has said nothing. That is not the same as not being ready.</summary>
    /// <param name="MayListen">Somebody holds its socket, so asking again may help.</param>
    public sealed record Unknown(string Why, bool MayListen) : UpgradeReadiness;
}
