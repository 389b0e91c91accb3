using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Visor.Processes;
using Visor.Users;

namespace Visor.Control;

/// <summary>Does what a message asks for.</summary>
/// <param name="by">Who asks, for people.</param>
/// <param name="tell">Sends a reply; it never fails.</param>
/// <param name="gone">Cancelled when the client has disconnected.</param>
internal delegate Task Serve(SwitchMessage message, string by, Func<ControlReply, Task> tell, CancellationToken gone);

/// <summary>One person at the control socket: who it is, the word, and the replies until it is done. Every byte that comes may be hostile.</summary>
internal sealed class ControlConversation(VisorHome home, Serve serve, ILogger log)
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(5);

    /// <summary>Hears one message and answers it; a trouble of it is nobody else's. The caller closes the socket.</summary>
    /// <param name="end">Visor ends.</param>
    public async Task Hear(Socket socket, CancellationToken end)
    {
        try
        {
            var (pid, uid) = SocketPeer.CredentialsOf(socket);
            if (uid != 0 && uid != HomeOwner.Find(home.Root) && uid != Native.EffectiveUser())
            {
                log.LogWarning("Refused a command on {Socket} from {Who}: only the owner of the home and root may send one", home.Control, OperatorName.Find(pid, uid));
                return;
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
            limit.CancelAfter(RequestLimit);
            var lines = new ControlLines(socket);
            if (await lines.Next(limit.Token) is not { } line)
                return;
            if (SwitchMessage.Parse(line) is not { } message)
            {
                await Tell(socket, new ControlReply("refused", "this Visor does not understand the message; use the `visor` of the same version", ExitCodes.Usage), end);
                return;
            }

            var asked = message.Asked is { } said ? PlainText.Excerpt(said) : null; // The owner may say anything here, as in the journal, which is the owner's too.
            await Follow(socket, lines, message, OperatorName.Behind(asked, OperatorName.Find(pid, uid)), end);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Whoever has asked is not there any more, or Visor ends.
        }
        catch (Exception e)
        {
            // A defect must not take a running node along.
            log.LogCritical("Unexpected, please report it: a command could not be received: {Problem}", e);
        }
    }

    private async Task Follow(Socket socket, ControlLines lines, SwitchMessage message, string by, CancellationToken end)
    {
        var gone = CancellationTokenSource.CreateLinkedTokenSource(end);
        var watching = WatchForTheEnd(lines, gone);
        try
        {
            await serve(message, by, reply => Tell(socket, reply, end), gone.Token);
        }
        finally
        {
            await gone.CancelAsync();
            await watching;
            gone.Dispose();
        }
    }

    // Nothing more is expected: whatever comes, or the end, means that nobody waits for replies.
    private static async Task WatchForTheEnd(ControlLines lines, CancellationTokenSource gone)
    {
        try
        {
            _ = await lines.Next(gone.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // It has been answered, or the connection was reset (unix(7): closed with a reply unread), which is an end too.
        }

        await gone.CancelAsync();
    }

    private static async Task Tell(Socket socket, ControlReply reply, CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(RequestLimit);
        try
        {
            await socket.SendAsync(reply.Line(), limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Nobody reads it; the word goes on all the same.
        }
    }
}
