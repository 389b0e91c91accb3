using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Model.Events;
using Visor.Node;
using Visor.Users;

namespace Visor.Supervision.Reporting;

/// <summary>
/// Shows the operator's hold from the moment it is made, not only when it stands in the way of a switch, and tells when it is set and lifted: in the journal, the log
/// and as an event. What was done while no Visor ran is told by the next one.
/// </summary>
/// <param name="tell">Of a hold that is set, or lifted, and by whom; null: not known.</param>
/// <param name="resume">The command that ends a hold.</param>
internal sealed class HoldMonitor(
    HoldFile hold, HoldLifting lifting, HomeChangeSignal changes, RuntimeTelemetry observations, Journal journal, Action<EventKind, OperatorHold, string?> tell, string resume, TimeProvider time, ILogger log)
{
    /// <summary>Poll interval for changes in HOME that the file watch misses.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(10);

    /// <summary>Whoever writes the file by hand makes it empty first; what has no reason after this time has none.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(1);

    public async Task Follow(CancellationToken end)
    {
        var told = journal.History.Held;
        while (!end.IsCancellationRequested)
        {
            var seen = Look();
            var shown = hold.Look(OperatorName.Words);
            observations.Held(shown);
            if (shown?.Reason is HoldFile.NoReason && !shown.IsSameOrder(told))
            {
                await changes.Until(() => Look() != seen, SettlingTime, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (Look() != seen)
                    continue;
            }

            Tell(told, shown);
            told = shown;
            await changes.Until(() => Look() != seen, PollInterval, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Users are not looked up whenever something in HOME changes.
    private OperatorHold? Look() => hold.Look(_ => "");

    private void Tell(OperatorHold? before, OperatorHold? now)
    {
        if (now is not null && !now.IsSameOrder(before))
        {
            lifting.Discard();
            journal.Note(new JournalEntry.Held(now.Reason, now.By, now.Since));
            log.LogWarning("The switch is {Hold}; `{Resume}` ends it", now.Words, resume);
            tell(EventKind.HoldSet, now, now.By);
        }
        else if (now is null && before is not null)
        {
            var by = lifting.Take();
            journal.Note(new JournalEntry.HoldLifted(by, before.Reason));
            log.LogInformation("The hold ({Reason}) was released by {Who}", before.Reason, by ?? "an unknown user");
            tell(EventKind.HoldLifted, before, by);
        }
    }
}
