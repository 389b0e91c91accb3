using Visor.Configuration;
using Visor.Home;
using Visor.Logging;
using Visor.Processes;
using Visor.Supervision;

namespace Visor.Commands;

internal static class RunCommand
{
    public static async Task<int> Run(string path, LogFormat format, TimeProvider time)
    {
        var home = new VisorHome(path);
        var reading = VisorConfigReader.Read(home.Config);
        if (reading.Value is null)
            throw new VisorException(ExitCodes.Configuration, string.Join('\n', reading.Errors));
        Children.BecomeSubreaper();
        var children = new Children();
        var context = new LogContext();
        using var log = new VisorLog(format, context, time);
        using var beforeStart = new CancellationTokenSource();
        await using var configuration = new LiveConfiguration(home.Config, reading, time);
        var changes = new HomeChanges();
        using var run = new VisorRun(home, configuration, changes, context, time, log.Logger);
        using var signals = new StopSignals(
            stop: () =>
            {
                beforeStart.Cancel();
                run.RequestStop();
            },
            run.KillNow,
            reload: configuration.Reload,
            childEnded: children.Sweep);
        return await run.Run("v0.1.0", children, beforeStart.Token);
    }
}
