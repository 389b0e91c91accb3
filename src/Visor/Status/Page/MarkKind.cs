namespace Visor.Status.Page;

/// <summary>What is marked on the timeline, each with a shape of its own beside its colour.</summary>
internal enum MarkKind
{
    Upgrade,
    Restart,
    Stop,
    Failure,
}
