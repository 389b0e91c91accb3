using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Chains;

/// <summary>What a family wants done while nothing of the node lives, between the old release and the new one.</summary>
internal interface ISwitchSteps
{
    /// <summary>Before <c>current</c> names the new release, in this order.</summary>
    /// <param name="folder">Of the new release; absolute.</param>
    ImmutableArray<SwitchStep> BeforeLink(UpgradePlan plan, string folder);

    /// <summary>Right behind it. It may be done again.</summary>
    /// <exception cref="IOException">It cannot be done; nothing is lost by going on without it.</exception>
    void AfterLink(UpgradePlan plan, string folder);
}

/// <param name="Name">As it stands in the journal and in messages: <c>backup</c>.</param>
/// <param name="IsRepeatable">Whether it does no harm to do it again where it is not known whether it came to its end.</param>
/// <param name="Run">Does it.</param>
internal sealed record SwitchStep(string Name, bool IsRepeatable, Func<CancellationToken, Task<StepOutcome>> Run);

/// <summary>What came of a step.</summary>
internal abstract record StepOutcome
{
    /// <param name="Note">What people are told; null: nothing.</param>
    public sealed record Done(string? Note = null) : StepOutcome;

    /// <param name="Reason">Cause, place and remedy. Nothing goes on until a person says so.</param>
    public sealed record Failed(string Reason) : StepOutcome;
}

/// <summary>Remembers which step of an upgrade was begun and which is done, over the end of this program too.</summary>
internal interface IStepLog
{
    /// <summary>What is known of a step. Only the last one that was begun is remembered: the steps come in one order, so that all before it are done.</summary>
    StepProgress Of(UpgradePlan plan, string step);

    void Begin(UpgradePlan plan, string step);

    /// <summary>A step that was begun waits for a person: whoever lifts the hold has looked at it.</summary>
    void Hold(UpgradePlan plan, string step);

    void Finish(UpgradePlan plan, string step);
}

internal enum StepProgress
{
    None,

    /// <summary>It was begun, and whether it came to its end is not known.</summary>
    Begun,

    /// <summary>It was begun, has failed or was interrupted, and a person was told.</summary>
    Held,

    Done,
}
