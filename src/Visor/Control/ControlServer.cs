using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Visor.Home;

namespace Visor.Control;

/// <summary>
/// Where a running Visor is told a person's word: a socket in its home's own folder, for the home's owner and root alone. Without it
/// the node runs on as before.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>Connections at a time: descriptors are for the node, and a person has one word.</summary>
    private const int MaxClients = 4;

    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);

    private readonly Socket _listener;
    private readonly ControlPath _path;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationToken _end;
    private readonly SemaphoreSlim _places = new(MaxClients);
    private readonly Task _accepting;
    private readonly VisorHome _home;
    private readonly ControlConversation _conversation;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    private ControlServer(Socket listener, ControlPath path, VisorHome home, Serve serve, TimeProvider time, ILogger log)
    {
        (_listener, _path, _home, _time, _log) = (listener, path, home, time, log);
        _conversation = new ControlConversation(home, serve, log);
        _end = _over.Token;
        _accepting = Task.Run(Accept);
    }

    /// <returns>Null: it cannot be made, which is said.</returns>
    public static ControlServer? Start(VisorHome home, Serve serve, TimeProvider time, ILogger log)
    {
        ControlPath? path = null;
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            path = ControlPath.Choose(home);
            File.Delete(home.Control); // Of a Visor that was killed: whoever holds the home's lock is the only one.
            listener.Bind(path.EndPoint);
            File.SetUnixFileMode(home.Control, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(MaxClients);
            return new ControlServer(listener, path, home, serve, time, log);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            listener.Dispose();
            path?.Dispose();
            log.LogWarning("`visor switch` cannot reach this Visor: {Socket} cannot be created: {Problem}", home.Control, e.Message);
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
            _log.LogWarning("Cannot remove {Socket}: {Problem}", _home.Control, e.Message);
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
        using (socket)
            await _conversation.Hear(socket, _end);
        LeavePlace();
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
}
