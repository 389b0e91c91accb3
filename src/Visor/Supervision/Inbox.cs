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
