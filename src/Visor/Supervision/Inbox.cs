using System.Threading.Channels;
using Visor.Lifecycle;

namespace Visor.Supervision;

/// <summary>Where news for the supervisor's loop waits. It takes them from any thread, and never makes anybody wait.</summary>
internal sealed class Inbox
{
    public Channel<InboxMessage> Messages { get; } = Channel.CreateUnbounded<InboxMessage>(new UnboundedChannelOptions { SingleReader = true });

    public void Post(NodeEvent happened) => Post(happened, answer: null);

    /// <param name="answer">Gets the outcome.</param>
    public void Post(NodeEvent? happened, Action<Acceptance>? answer)
    {
        if (!Messages.Writer.TryWrite(new InboxMessage(null, happened) { Answer = answer }))
            answer?.Invoke(Acceptance.Over);
    }

    /// <summary>What people see has changed outside the loop.</summary>
    public void Refresh() => Messages.Writer.TryWrite(InboxMessage.Seen);
}

/// <summary>What reaches the supervisor's loop.</summary>
/// <param name="Source">The work that ended in it; null: it came from outside.</param>
/// <param name="Event">Null: only what people see has changed.</param>
internal sealed record InboxMessage(WorkItem? Source, NodeEvent? Event)
{
    /// <summary>Gets the outcome; null: no client is waiting for it.</summary>
    public Action<Acceptance>? Answer { get; init; }

    public static InboxMessage Seen { get; } = new(null, null);

    public static InboxMessage FromOutside(NodeEvent happened) => new(null, happened);
}

/// <summary>What has become of news from outside.</summary>
internal enum Acceptance
{
    /// <summary>It has led to another state.</summary>
    Taken,

    /// <summary>In this state it changes nothing.</summary>
    Unmoved,

    /// <summary>It could not be journalled, so that it does not count.</summary>
    NotWritten,

    /// <summary>The loop has ended.</summary>
    Over,
}
