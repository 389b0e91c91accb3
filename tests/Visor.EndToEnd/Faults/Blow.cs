namespace Visor.EndToEnd.Faults;

/// <summary>What is done to a node that is tormented.</summary>
internal enum Blow
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
    public static IReadOnlyList<Blow> All { get; } = Enum.GetValues<Blow>();

    public static string Word(Blow blow) => blow switch
    {
        Blow.VisorKilled => "visor killed",
        Blow.CoreKilled => "core killed",
        Blow.DataNodeKilled => "d.n. killed",
        Blow.VisorFrozen => "visor frozen",
        Blow.CoreFrozen => "core frozen",
        Blow.DataNodeFrozen => "d.n. frozen",
        Blow.BeginnerStopped => "soon stopped",
        Blow.SecondVisor => "second visor",
        _ => "bad answers",
    };
}
