using Visor.Home;
using Visor.Processes;
using Visor.Releases;
using Visor.Supervision.Journaling;
using Visor.Supervision.Work;

namespace Visor.Supervision.Standstill;

/// <summary>
/// The last look of a stop: nobody answers where the node's core answers. A core that has given up its lock, or whose home has
/// lost what Visor wrote down, shows itself there alone.
/// </summary>
internal sealed class SocketProof(VisorHome home)
{
    /// <exception cref="VisorException">Somebody answers.</exception>
    public void Run(JournalHistory history)
    {
        var started = history.Launch.Select(intent => intent.Socket);
        var configured = new CurrentLink(home).Read() is CurrentReading.Folder { Path: var folder } ? new RunConfigs().Read(folder).Value?.Rpc.SocketPath : null;
        foreach (var socket in started.Append(configured).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (SocketPeer.Of(socket) is not { } pid)
                continue;
            if (pid == SocketPeer.MayNotAsk)
                throw new VisorException(ExitCodes.Configuration, $"nothing that {home.Private} knows of lives, but {Obstacles.MayNotAsk(socket)}; then run `visor stop --home {ShellWord.Of(home.Root)}` again");
            var who = pid > 0 ? Obstacles.Describe(pid) : "a process that cannot be seen from here";
            throw new VisorException(
                ExitCodes.Busy,
                $"nothing that {home.Private} knows of lives, but {who} answers on {Path.GetFullPath(socket)}, where the core of this home answers: see whose it "
                + $"is; if it is this node's, end it and the Visor that runs it (kill -TERM PID), then run `visor stop --home {ShellWord.Of(home.Root)}` again");
        }
    }
}
