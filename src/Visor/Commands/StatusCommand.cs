using System.CommandLine;
using Visor.Home;
using Visor.Model;
using Visor.Status.Reading;
using Visor.Status.Showing;
using Visor.Systemd.Unit;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>visor status</c>: one look at the node.</summary>
internal static class StatusCommand
{
    public static Verb Create(HomeOption home, Func<string, string?> environment, TimeProvider time)
    {
        var watch = new Option<bool>("--watch") { Description = "Show it again whenever it changes, until Ctrl-C." };
        var format = OutputFormat.Option();
        var url = FleetStatus.Option();
        var command = new Verb(
            "status", "Show the node, the next upgrade and any problems. Exit code 0: healthy. Needs no running Visor.", "visor status --home /var/lib/visor --watch")
        {
            watch,
            format,
            url,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (FleetStatus.IsAskedFor(parsed.GetValue(url), parsed.GetValue(watch), parsed.GetResult(home.Option) is { Implicit: false }))
                return await FleetStatus.Show(parsed.GetValue(url)!, OutputFormat.IsJson(parsed, format), parsed.InvocationConfiguration.Output, time, cancellation);

            var start = StartOf(HomeOption.Recognized(home.PathOf(parsed)));
            var existing = home.Open(parsed);
            var output = parsed.InvocationConfiguration.Output;
            if (!parsed.GetValue(watch))
                return Show(existing, start, OutputFormat.IsJson(parsed, format), output, Terminal.OfStandardOutput(environment), time);

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var signals = new EndingSignals(ended.Cancel);
            await new StatusWatch(existing, start, output, () => Terminal.OfStandardOutput(environment), time).Run(OutputFormat.IsJson(parsed, format), ended.Token);
            return ExitCodes.Success;
        });
        return command;
    }

    // Where a service runs the home, a Visor started by hand would stand in its way.
    private static string? StartOf(VisorHome home)
    {
        if (UnitSearch.Find(home) is { } unit)
            return $"systemctl start {unit.Name}";
        return HomeOwner.Find(home) is { } owner && owner.User != Account.OfThisProcess.User ? owner.Asking(home.RunCommand) : null;
    }

    private static int Show(VisorHome home, string? start, bool asJson, TextWriter output, Terminal terminal, TimeProvider time)
    {
        var reader = new StatusReader(home, start);
        var reading = reader.Read();
        var health = reader.HealthOf(reading);
        if (asJson)
        {
            output.WriteLine(StatusReport.Create(reading, health).Json(isIndented: true));
        }
        else
        {
            foreach (var line in new StatusText(terminal).Lines(reading, health, time.GetUtcNow()))
                output.WriteLine(line);
        }

        return health.IsHealthy ? ExitCodes.Success : ExitCodes.Failed;
    }
}
