using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Processes;
using Visor.Users;

namespace Visor.Control;

/// <summary>
/// Where a running Visor is told a person's word: a socket in its home's own folder, for the home's owner and root alone. Every byte that
/// comes may be hostile. Without it the node runs on as before.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>Connections at a time: descriptors are for the node, and a person has one word.</summary>
    private const int Most = 4;

    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);

    private readonly Socket _listener;
    private readonly ControlPath _path;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationToken _end;
    private readonly SemaphoreSlim _places = new(Most);
    private readonly Task _accepting;
    private readonly VisorHome _home;
    private readonly Serve _serve;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    private ControlServer(Socket listener, ControlPath path, VisorHome home, Serve serve, TimeProvider time, ILogger log)
    {
        (_listener, _path, _home, _serve, _time, _log) = (listener, path, home, serve, time, log);
        _end = _over.Token;
        _accepting = Task.Run(Accept);
    }

    /// <summary>Does what a message asks for.</summary>
    /// <param name="by">Who asks, for people.</param>
    /// <param name="tell">Sends a reply; it never fails.</param>
    /// <param name="gone">Whoever has asked is not there any more.</param>
    internal delegate Task Serve(SwitchMessage message, string by, Func<ControlReply, Task> tell, CancellationToken gone);

    /// <returns>Null: it cannot be made, which is said.</returns>
    public static ControlServer? Start(VisorHome home, Serve serve, TimeProvider time, ILogger log)
    {
        ControlPath? path = null;
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            path = ControlPath.Of(home);
            File.Delete(home.Control); // Of a Visor that was killed: whoever holds the home's lock is the only one.
            listener.Bind(path.EndPoint);
            File.SetUnixFileMode(home.Control, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(Most);
            return new ControlServer(listener, path, home, serve, time, log);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            listener.Dispose();
            path?.Dispose();
            log.LogWarning("`visor switch` cannot reach this Visor, because {Socket} cannot be made: {Problem}", home.Control, e.Message);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _path.Dispose();
        _places.Dispose();
        _over.Dispose();
        try
        {
            File.Delete(_home.Control);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.LogWarning("{Socket} stays behind: {Problem}", _home.Control, e.Message);
        }
    }

    private async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await _places.WaitAsync(_end);
                var socket = await _listener.AcceptAsync(_end);
                _ = Task.Run(() => Hear(socket), CancellationToken.None);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Such as no descriptor left: it passes.
                _places.Release();
                await Task.Delay(AfterTrouble, _time, _end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Hear(Socket socket)
    {
        using var taken = socket;
        try
        {
            var (pid, uid) = SocketPeer.CredentialsOf(socket);
            if (uid != 0 && uid != HomeOwner.Of(_home.Root) && uid != Native.EffectiveUser())
            {
                _log.LogWarning("Refused a word on {Socket} from {Who}: it is for the owner of the home and root", _home.Control, Person.Of(pid, uid));
                return;
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end);
            limit.CancelAfter(RequestLimit);
            var lines = new ControlLines(socket);
            if (await lines.Next(limit.Token) is not { } line)
                return;
            if (SwitchMessage.Parse(line) is not { } message)
            {
                await Tell(socket, new ControlReply("refused", "this Visor does not understand the message; use the `visor` of the same version", ExitCodes.Usage));
                return;
            }

            await Follow(socket, lines, message, Person.Of(pid, uid));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Whoever has asked is not there any more, or Visor ends.
        }
        catch (Exception e)
        {
            // A defect must not take a running node along.
            _log.LogCritical("Unexpected, please report it: a word could not be heard: {Problem}", e);
        }
        finally
        {
            LeavePlace();
        }
    }

    private void LeavePlace()
    {
        try
        {
            _places.Release();
        }
        catch (ObjectDisposedException)
        {
            // Visor ends, and nobody waits for a place.
        }
    }

    private async Task Follow(Socket socket, ControlLines lines, SwitchMessage message, string by)
    {
        var gone = CancellationTokenSource.CreateLinkedTokenSource(_end);
        var watching = WatchForTheEnd(lines, gone);
        try
        {
            await _serve(message, by, reply => Tell(socket, reply), gone.Token);
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
            await gone.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // It has been answered.
        }
    }

    private async Task Tell(Socket socket, ControlReply reply)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end);
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
