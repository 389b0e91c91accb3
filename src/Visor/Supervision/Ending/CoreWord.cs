using Visor.Lifecycle;

namespace Visor.Supervision.Ending;

/// <summary>What is known of a core that is to be stopped: whether it is ready to upgrade, which nobody knows but its process.</summary>
internal abstract record CoreWord
{
    private CoreWord()
    {
    }

    /// <summary>It is ready: the old release must not be started again.</summary>
    public sealed record Due(UpgradePlan Plan) : CoreWord;

    /// <summary>It has said, or its end has shown, that it is not ready.</summary>
    public sealed record NotDue : CoreWord;

    /// <summary>It has said nothing. That is not the same as not being ready.</summary>
    /// <param name="MayListen">Somebody holds its socket, so asking again may help.</param>
    public sealed record NotKnown(string Why, bool MayListen) : CoreWord;
}
