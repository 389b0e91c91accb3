using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Recovery;

namespace Visor.Supervision.Composition;

/// <summary>A home that this Visor alone works on, with its journal, and the state that it begins in.</summary>
internal sealed class ClaimedHome : IDisposable
{
    private readonly IDisposable _claim;

    private ClaimedHome(IDisposable claim, Journal journal, StartupRecovery.Beginning begin) => (_claim, Journal, Begin) = (claim, journal, begin);

    public Journal Journal { get; }

    public StartupRecovery.Beginning Begin { get; }

    /// <summary>Takes the locks, reads the journal, looks at what lives, decides what follows, and journals that.</summary>
    /// <exception cref="VisorException">This home cannot be started as it is.</exception>
    public static async Task<ClaimedHome> Claim(HomeAccess at, NodeTools tools, string visorVersion, CancellationToken cancellation)
    {
        var retry = new StartRetry(at.Time, at.Log);
        var claim = await retry.Until(() => HomeLock.Take(at.Home, at.Time), cancellation);
        Journal? journal = null;
        try
        {
            at.Claimed?.Invoke();
            var wasThere = false;
            journal = await retry.Until(() => Task.FromResult(new JournalOpener(at.Home, at.Time, at.Log).Open(out wasThere)), cancellation);
            var dueCheck = new DueUpgradeCheck(at.Home, at.Chain, tools.Definitions, tools.Witness, at.Time, at.Log);
            var begin = await retry.Until(() => Recovery(at, tools, journal, wasThere, dueCheck).Begin(cancellation), cancellation);
            if (begin.State is NodeState.Due { ProcessesAlive: false } or NodeState.Activating && journal.History.InFlight is { } due)
                await dueCheck.Hear(begin.State.Active, due, cancellation);
            RelativePaths.Warn(journal.History.WorkingDirectory, tools.Definitions.Read(at.Home.ReleaseFolder(begin.State.Active.Release.Folder)).Value, at.Log);
            journal.Record(
                [new JournalEntry.Opened(visorVersion, Environment.ProcessId, tools.WorkingDirectory), .. begin.Entries, .. JournalRequirement.Resumed(begin.State, begin.Entries)]);
            return new ClaimedHome(claim, journal, begin);
        }
        catch
        {
            journal?.Dispose();
            claim.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Journal.Dispose();
        _claim.Dispose();
    }

    private static StartupRecovery Recovery(HomeAccess at, NodeTools tools, Journal journal, bool journalWasThere, DueUpgradeCheck dueCheck) => new(
        at.Home, journal.History, journalWasThere, tools.Link, tools.Definitions, at.Chain.Layout, at.Chain.Connector, tools.SetVersions,
        new RunningNodeScan(at.Home, at.Chain, tools.Identities, at.Time), new NodeAdopter(at.Home, at.Chain, tools.Definitions, at.Time, at.Log),
        tools.Stamp(), dueCheck, tools.Hooks, at.Time, at.Log);
}
