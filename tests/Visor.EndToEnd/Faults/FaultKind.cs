namespace Visor.EndToEnd.Faults;

/// <summary>What is done to a node that is tormented.</summary>
internal enum FaultKind
{
    VisorKilled,
    CoreKilled,
    DataNodeKilled,

    /// <summary>SIGSTOP, and SIGCONT after a while: it neither answers nor ends.</summary>
    VisorFrozen,
    CoreFrozen,
    DataNodeFrozen,

    /// <summary>A Visor that has just been started is told to stop, while the node of the one before may live.</summary>
    BeginnerStopped,

    /// <summary>A second <c>visor run</c> on the same home.</summary>
    SecondVisor,

    /// <summary>The core is killed, and the next one gives wrong answers, or none, for a while.</summary>
    BadAnswers,
}

internal static class Blows
{
    public static IReadOnlyList<FaultKind> All { get; } = Enum.GetValues<FaultKind>();

    public static string Word(FaultKind blow) => blow switch
    {
        FaultKind.VisorKilled => "visor killed",
        FaultKind.CoreKilled => "core killed",
        FaultKind.DataNodeKilled => "d.n. killed",
        FaultKind.VisorFrozen => "visor frozen",
        FaultKind.CoreFrozen => "core frozen",
        FaultKind.DataNodeFrozen => "d.n. frozen",
        FaultKind.BeginnerStopped => "soon stopped",
        FaultKind.SecondVisor => "second visor",
        _ => "bad answers",
    };
}
