namespace Visor.SimulatedNode.Processes;

/// <summary>What a process of the node does between its start and its end.</summary>
internal interface INodeRole : IDisposable
{
    long Height { get; }

    /// <summary>Told to stop now, the process kills itself after its clean-up.</summary>
    bool KillsItselfWhenStopped { get; }

    /// <summary>How long nothing is to be done.</summary>
    TimeSpan UntilNextStep { get; }

    void Step();
}
