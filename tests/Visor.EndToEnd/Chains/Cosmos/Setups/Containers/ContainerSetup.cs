using Visor.EndToEnd.Cosmos;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Containers;

/// <summary>A container as images have it for Cosmovisor.</summary>
/// <param name="Name">What its entry point is like.</param>
/// <param name="Command">The first process and its arguments, with <c>@HOME@</c> for DAEMON_HOME.</param>
internal sealed record ContainerSetup(string Name, params IReadOnlyList<string> Command)
{
    /// <summary>A script of the image, which the command starts as <c>entrypoint</c>; null: none.</summary>
    public string? Script { get; init; }

    /// <summary>Beside DAEMON_HOME and DAEMON_NAME.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc cref="Units.OperatorUnit.Dialect"/>
    public string Dialect { get; init; } = "050";

    /// <inheritdoc cref="Units.OperatorUnit.IsRelative"/>
    public bool IsRelative { get; init; } = true;

    /// <summary>The releases come by the text of the plan, each with a library of its own.</summary>
    public bool Downloads { get; init; }

    /// <summary>The first process hears no signal: a shell that waits for its child. It is Cosmovisor that has to be stopped.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>What the container ends with after SIGTERM.</summary>
    public int ExitCode { get; init; }

    /// <summary>What is done to the home beforehand.</summary>
    public Action<CosmosHome> Arrange { get; init; } = _ => { };

    public override string ToString() => Name;
}
