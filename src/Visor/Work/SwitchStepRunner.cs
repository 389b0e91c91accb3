using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Home;
using Visor.Model;
using Visor.Node;
using Visor.Processes;

namespace Visor.Work;

/// <summary>
/// Does what a chain family wants done between two releases, one step after the other. What is done is journalled, so that neither a crash nor a hold makes it be done again. A step
/// that fails holds the upgrade: the node is down, the old release must not run, and a person has to look.
/// </summary>
/// <param name="steps">Null: the family wants nothing.</param>
/// <param name="work">What the steps start holds it: of a Visor that was killed they may still be at work.</param>
internal sealed class SwitchStepRunner(ISwitchSteps? steps, IStepLog done, HoldFile hold, WorkLock work, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private const string Author = "Visor";

    /// <returns>Why the upgrade is held; null: all is done.</returns>
    /// <exception cref="IOException">The journal, or the hold, cannot be written.</exception>
    public async Task<string?> Before(UpgradePlan plan, string folder, CancellationToken cancellation)
    {
        if (steps is null)
            return null;
        if (hold.Read() is { } held)
            return held; // Of an earlier Visor, or set by a person while the old release was being stopped.
        await Claim(cancellation);
        try
        {
            return await BeforeClaimed(steps.BeforeLink(plan, folder), plan, cancellation);
        }
        finally
        {
            work.Release();
        }
    }

    private async Task<string?> BeforeClaimed(ImmutableArray<SwitchStep> all, UpgradePlan plan, CancellationToken cancellation)
    {
        var from = 0;
        for (var i = 0; i < all.Length; i++)
        {
            switch (done.Of(plan, all[i].Name))
            {
                case StepProgress.Done:
                    from = i + 1;
                    break;
                case StepProgress.Begun when !all[i].IsRepeatable:
                    return Hold(plan, all[i], $"the {all[i].Name} of the upgrade to {plan.Tag} was interrupted, and whether it did its work is not known: look at it; `visor resume` runs it again");
                case StepProgress.Begun or StepProgress.Held:
                    from = i;
                    break;
            }
        }

        foreach (var step in all[from..])
        {
            done.Begin(plan, step.Name);
            var start = time.GetTimestamp();
            switch (await step.Run(cancellation))
            {
                case StepOutcome.Failed failed:
                    return Hold(plan, step, failed.Reason);
                case StepOutcome.Done { Note: var note }:
                    done.Finish(plan, step.Name);
                    log.LogInformation("The {Step} is done after {Time:0.0} s{Note}", step.Name, time.GetElapsedTime(start).TotalSeconds, note is null ? "" : $": {note}");
                    break;
            }
        }

        return null;
    }

    private async Task Claim(CancellationToken cancellation)
    {
        if (work.TryTake())
            return;
        log.LogWarning("A step that an earlier Visor began is still at work: {Holder}; Visor waits for its end, and the node is down until then", LaunchPreconditions.HolderOf(work.Path));
        while (!work.TryTake())
            await Task.Delay(LookInterval, time, cancellation);
    }

    public void After(UpgradePlan plan, string folder)
    {
        try
        {
            steps?.AfterLink(plan, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("{Problem}", PlainText.Sentence(e.Message));
        }
    }

    // The hold comes first: of one that nobody has seen a person cannot be said to have looked at it.
    private string Hold(UpgradePlan plan, SwitchStep step, string reason)
    {
        if (hold.Read() is null)
            hold.Write(new OperatorHold(PlainText.Excerpt(reason, HoldFile.ReasonLimit), Author, time.GetUtcNow()));
        done.Hold(plan, step.Name);
        log.LogError("The node is down and the upgrade is held: {Reason}", reason);
        return reason;
    }
}
