using Visor.Journaling;

namespace Visor.Recovery.Stamp;

/// <summary>Whether the journal of a home and the data of its chain tell the same story. Pure.</summary>
internal enum StampVerdict
{
    /// <summary>They do, or the data has nothing to say.</summary>
    Agrees,

    /// <summary>A newer Visor has written the stamp.</summary>
    NewerVisor,

    /// <summary>Another home's Visor has.</summary>
    OtherHome,

    /// <summary>More has run on the data than the journal knows: the home, or its journal, is a restored copy.</summary>
    JournalIsOlder,

    /// <summary>Both go on, but not in the same way: one of them is a copy that has gone its own way.</summary>
    WentApart,

    /// <summary>The data is known to have been further: it is a restored copy.</summary>
    DataIsOlder,

    /// <summary>The journal knows that the data was stamped, and there is no data at all: a disk that is not mounted yet looks like this.</summary>
    DataIsGone,

    /// <summary>The journal knows that the data was stamped, and what lies there is not: it is other data.</summary>
    StampIsGone,
}

internal static class StampVerdicts
{
    /// <param name="home">The id of this home; null: it cannot be known.</param>
    public static StampVerdict Judge(StampReading reading, string? home, JournalState history) => reading switch
    {
        StampReading.Newer => StampVerdict.NewerVisor,
        StampReading.Found { Stamp: var stamp } => Judge(stamp, home, history),
        _ => StampVerdict.Agrees,
    };

    /// <summary>Where there is no stamp.</summary>
    /// <param name="isBeyondUpgrade">Whether what is to be started belongs behind an upgrade; the release of the genesis may begin with nothing.</param>
    /// <param name="isBeside">Whether the stamp belongs into the folder of the data; elsewhere its absence says nothing of the data.</param>
    /// <param name="hasData">Whether there is anything in that folder.</param>
    public static StampVerdict OfNone(JournalState history, bool isBeyondUpgrade, bool isBeside, bool hasData)
    {
        if (history.Stamped == 0 || !isBeyondUpgrade)
            return StampVerdict.Agrees;
        return !hasData ? StampVerdict.DataIsGone : isBeside ? StampVerdict.StampIsGone : StampVerdict.Agrees;
    }

    private static StampVerdict Judge(DataStamp stamp, string? home, JournalState history)
    {
        if (home is not null && !string.Equals(stamp.Home, home, StringComparison.Ordinal))
            return StampVerdict.OtherHome;
        if (stamp.Number > history.Activations.Length)
            return StampVerdict.JournalIsOlder;
        if (history.Activations[stamp.Number - 1] != stamp.Activation)
            return StampVerdict.WentApart;

        // One that is behind is what a crash between the journal and the stamp leaves, unless the journal knows better.
        return stamp.Number < history.Stamped ? StampVerdict.DataIsOlder : StampVerdict.Agrees;
    }
}
