using System.CommandLine;
using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Http;
using Visor.Logging;
using Visor.Model;
using Visor.Node;
using Visor.Notifications;
using Visor.Platform;
using Visor.Platform.Files;
using Visor.Processes;
using Visor.Status;
using Visor.Status.Metrics;
using Visor.Status.Reading;
using Visor.Status.Serving;
using Visor.Supervision;
using Visor.Supervision.Composition;
using Visor.Systemd;

namespace Visor.Commands;

/// <summary><c>visor run</c>: supervises the node of one home until it is asked to stop or gives up.</summary>
internal static class RunCommand
{
    public const string LogFormatFlag = "--log-format";

    public static Verb Create(HomeOption home, TimeProvider time)
    {
        var format = new Option<string>(LogFormatFlag) { Description = "Format of Visor's own log lines.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Verb("run", "Run the node of a home folder and upgrade it.", "visor run --home /var/lib/visor") { format };
        command.SetAction((parsed, _) =>
            Run(() => home.ForRun(parsed, parsed.GetResult(format) is { Implicit: false } ? $" {LogFormatFlag} {parsed.GetValue(format)}" : ""), FormatOf(parsed.GetValue(format)), home.ChainOf, time));
        return command;
    }

    /// <param name="home">The home, if this user may run it.</param>
    /// <param name="claimed">Called once, when the home is this Visor's alone and nothing has been done in it.</param>
    /// <param name="least">Of Visor's own lines, those below that level are not written.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="VisorException">Nothing was started, for a reason the operator can mend.</exception>
    internal static async Task<int> Run(Func<VisorHome> home, LogFormat format, Func<VisorHome, Chain> chainOf, TimeProvider time, LogLevel least = LogLevel.Trace, Action? claimed = null)
    {
        var context = new LogContext();
        using var log = new VisorLog(format, context, time, least);
        try
        {
            var allowed = home();
            DescriptorLimit.Ensure();
            return await Run(allowed, chainOf(allowed), claimed, context, time, log);
        }
        catch (VisorException e) when (format == LogFormat.Json)
        {
            return JsonEnd.Report(e, log.Logger);
        }
        catch (Exception e) when (format == LogFormat.Json && e is not OperationCanceledException)
        {
            return JsonEnd.OfDefect(e, log.Logger);
        }
    }

    private static async Task<int> Run(VisorHome home, Chain chain, Action? claimed, LogContext context, TimeProvider time, VisorLog visorLog)
    {
        var log = visorLog.Logger;
        var reading = Read(home, chain);
        foreach (var warning in reading.Warnings)
            log.LogWarning("{Warning}", warning);
        if (ConfigurationVariables.OfThisProcess().Used(VisorConfigReader.KeysOf(chain.Defaults)) is { IsEmpty: false } variables)
            log.LogInformation("These environment variables win over {Config}: {Variables}", home.ConfigName, string.Join(", ", variables));
        foreach (var problem in ProxyVariables.OfThisProcess().Problems())
            log.LogWarning("Visor can neither download releases nor send notifications: {Problem}", problem);
        foreach (var exposed in ExposedFiles.Find(home.Config, reading.Value!))
            log.LogWarning("{Exposed}", exposed);
        ChildReaper.BecomeSubreaper();
        var children = new ChildReaper();

        using var beforeStart = new CancellationTokenSource();
        await using var configuration = new LiveConfiguration(home.Config, reading, chain.Defaults, time);
        var changes = new HomeChangeSignal();
        await using var status = new StatusFile(home.Status, time, log);
        var text = new LiveMetrics(VisorVersion.OfThisProgram, time);
        await using var metrics = new MetricsFile(home.Metrics, text.Format, time, log);
        SupervisorHost? host = null;
        await using var server = new StatusServer(() => configuration.Current.Status, text.Format, home.Journal, () => host?.Turn(), () => DescriptorLimit.Spare, time, log);
        await using var notifier = new Notifier(() => configuration.Current.Notifications, NotificationSender.Make(time), time, log);
        using var manager = ServiceManager.FromEnvironment(Environment.GetEnvironmentVariable, time, log);
        Action<NodeStatus> published = status.Publish;
        published += metrics.Publish;
        published += server.Publish;
        published += manager is null ? null : manager.Publish;
        using var run = new SupervisorHost(
            new HomeAccess(home, chain, configuration, changes, time, log) { Claimed = claimed }, context,
            new Sinks(published, notifier.Notify, visorLog.Transfers, Service(home, isManaged: manager is not null), manager?.Interval));
        host = run;
        using var watch = Watch(home, changes, log);
        using var signals = new SignalHandlers(
            stop: () =>
            {
                beforeStart.Cancel();
                run.RequestStop();
            },
            run.KillNow,
            () =>
            {
                _ = manager?.Reload(configuration.Reload) ?? configuration.Reload();
                run.TryAgain();
            },
            () => HandOver(run, configuration, log),
            children.ReapUnawaited);
        try
        {
            return await run.Run(VisorVersion.OfThisProgram.Version, children, beforeStart.Token);
        }
        catch (OperationCanceledException) when (beforeStart.IsCancellationRequested)
        {
            return ExitCodes.Success; // Asked to stop before anything was started.
        }
        catch (VisorException e) when (e.ExitCode == ExitCodes.Busy && new StatusReader(home).Read() is { VisorLives: true, Now.StartAgain: { } again })
        {
            throw new VisorException(e.ExitCode, $"{e.Message}; it has given up on its node (`visor status --home {home.Word}` shows why); `{again}` starts the node again");
        }
    }

    private static ServiceContext Service(VisorHome home, bool isManaged) => new(
        isManaged,
        isManaged && OwnUnit.OfThisProcess() is { } unit
            ? unit.RestartCommand
            : $"visor stop --home {home.Word} && visor run --home {home.Word}");

    // The next Visor would end with the same error, and leave the node without any.
    private static void HandOver(SupervisorHost run, LiveConfiguration configuration, ILogger log)
    {
        if (configuration.Problems.FirstOrDefault(p => p.Severity == ProblemSeverity.Error) is { } error)
            log.LogError("Not handing over: the next Visor would not start with this configuration; fix it, then retry: {Problem}", error);
        else if (FirstProcess.EndingWithThis(Environment.GetEnvironmentVariable) is { } first)
            log.LogError("Not handing over: process 1 of this container is {First}, which ends with this Visor, and the node would be killed with it; make Visor itself process 1 (ENTRYPOINT, or exec in the script), or replace the container", PlainText.Excerpt(first));
        else
            run.HandOver();
    }

    private static LogFormat FormatOf(string? word) =>
        string.Equals(word, "json", StringComparison.Ordinal) ? LogFormat.Json : LogFormat.Text;

    // A home that is not there may be on a disk that is not mounted yet: then whoever starts Visor again need not be a person.
    private static ConfigurationReading<VisorConfig> Read(VisorHome home, Chain chain)
    {
        var exitCode = PassingTrouble.MayBeUnmounted(home.Root) ? ExitCodes.Failed : ExitCodes.Configuration;
        if (!Directory.Exists(home.Root))
            throw new VisorException(exitCode, HomeOption.HowToGet(home));
        var reading = VisorConfigReader.Read(home.Config, chain.Defaults);
        return reading.Value is not null ? reading : throw new VisorException(exitCode, string.Join('\n', reading.Errors));
    }

    private static FolderWatch? Watch(VisorHome home, HomeChangeSignal changes, ILogger log)
    {
        try
        {
            return new FolderWatch(home.Root, _ => changes.Signal(), _ => changes.Signal());
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            log.LogWarning("Visor cannot watch {Home} for changes and checks it periodically instead: {Reason}", home.Root, e.Message);
            return null;
        }
    }
}
