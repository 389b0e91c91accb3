using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>What people are shown of the node.</summary>
/// <param name="State"><c>starting</c>, <c>ready</c>, <c>restarting</c>, <c>stopping</c>, <c>upgrading</c>, <c>stopped</c> or <c>failed</c>.</param>
/// <param name="Rpc"><c>answers</c>, or why it does not.</param>
/// <param name="Reason">Why it is restarting, stopping or failed; null: nothing to say.</param>
/// <param name="Height">The last block it has processed; null: not known.</param>
/// <param name="Processes">All that the node has, the one that is asked first; empty: not known.</param>
[JsonConverter(typeof(NodePartJson))]
internal sealed record NodePart(
    string State, string Release, string Rpc, string? Reason, ulong? Height, ImmutableArray<NodeProcess> Processes, RestartCounts Restarts)
{
    /// <summary>Roles that its chain family knows and this node has no process for: readers who expect them are told so.</summary>
    public ImmutableArray<ProcessRole> Absent { get; init; } = [];

    /// <summary>When it said its <see cref="Height"/>; null: it has said none, or a Visor published this that did not note it.</summary>
    public DateTimeOffset? HeightAt { get; init; }

    /// <summary>Whether it has been asked for its <see cref="Height"/> since its start, and the question is settled.</summary>
    public bool HeightAsked { get; init; } = true;

    /// <summary>The process that is asked; null: it does not run.</summary>
    [JsonIgnore]
    public ProcessStatus? Queried => Processes.IsEmpty ? null : Processes[0].Running;

    /// <summary>What the process that is asked is called, for people.</summary>
    [JsonIgnore]
    public string Asked => Processes.IsEmpty ? "node" : Processes[0].Role.Words;

    /// <summary>Whether anything of the node runs.</summary>
    [JsonIgnore]
    public bool Lives => Processes.Any(p => p.Running is not null);

    public bool Equals(NodePart? other) =>
        other is not null
        && (State, Release, Rpc, Reason, Height, HeightAt, HeightAsked, Restarts) == (other.State, other.Release, other.Rpc, other.Reason, other.Height, other.HeightAt, other.HeightAsked, other.Restarts)
        && Processes.SequenceEqual(other.Processes) && Absent.SequenceEqual(other.Absent);

    public override int GetHashCode() => HashCode.Combine(State, Release, Rpc, Height, Processes.Length);
}

/// <param name="Running">Null: it does not run.</param>
internal sealed record NodeProcess(ProcessRole Role, ProcessStatus? Running);
