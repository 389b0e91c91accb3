namespace Visor.Bench.Cosmos;

/// <summary>One upgrade: moments in nanoseconds of CLOCK_MONOTONIC.</summary>
/// <param name="File">Right before the old node wrote upgrade-info.json.</param>
/// <param name="Told">A signal arrived in the old node; null: it was killed without one that it could see.</param>
/// <param name="Start">The first line of the new node.</param>
/// <param name="Open">The new node listens: whoever asks from here on is answered.</param>
internal sealed record UpgradeTimes(int OldPid, long File, long? Told, long Start, long Open)
{
    public static IReadOnlyList<UpgradeTimes> In(Stamp[] stamps)
    {
        List<UpgradeTimes> upgrades = [];
        for (var i = 0; i < stamps.Length; i++)
        {
            if (stamps[i].Kind is not StampKind.Due)
                continue;
            var later = stamps.AsSpan(i + 1);
            if (First(later, StampKind.Start) is not { } start || First(later, StampKind.Open) is not { } open)
                break;
            var told = First(later, StampKind.Term);
            upgrades.Add(new UpgradeTimes(stamps[i].Pid, stamps[i].Monotonic, told?.Monotonic < start.Monotonic ? told.Value.Monotonic : null, start.Monotonic, open.Monotonic));
        }

        return upgrades;
    }

    private static Stamp? First(ReadOnlySpan<Stamp> stamps, StampKind kind)
    {
        foreach (var stamp in stamps)
        {
            if (stamp.Kind == kind)
                return stamp;
        }

        return null;
    }
}
