using System.CommandLine;
using Visor.Checking;
using Visor.Home;
using Visor.Model;
using Visor.Status.Showing;
using Visor.Systemd.Unit;

namespace Visor.Commands;

/// <summary><c>visor check</c>: what an upgrade will need, tried without changing anything.</summary>
internal static class CheckCommand
{
    public static Verb Create(HomeOption home, Func<string, string?> environment, TimeProvider time)
    {
        var release = new Option<string?>("--release") { Description = "The release to check. Default: the accepted upgrade.", HelpName = "TAG" };
        var unit = new Option<string?>("--unit") { Description = "The systemd unit that runs this home. Default: search for it.", HelpName = "FILE" };
        var format = OutputFormat.Option();
        var command = new Verb("check", "Check everything the next upgrade needs, without changing anything. Exit code 1: a problem was found.", "visor check --home /var/lib/visor --release v0.76.0")
        {
            release,
            unit,
            format,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var unitFile = UnitOf(parsed.GetValue(unit), HomeOption.Existing(home.PathOf(parsed))); // Which may be root's alone.
            var existing = home.Open(parsed);
            var chain = home.ChainOf(existing);
            var checks = new CheckList(existing, chain, parsed.GetValue(release) is { } given ? StageCommand.TagOf(given, chain.Layout) : null, unitFile, environment, time);
            return Check(checks, OutputFormat.IsJson(parsed, format), parsed.InvocationConfiguration.Output, Terminal.OfStandardOutput(environment), cancellation);
        });
        return command;
    }

    private static async Task<int> Check(CheckList checks, bool asJson, TextWriter output, Terminal terminal, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var signals = new EndingSignals(ended.Cancel);
        var findings = await CheckRun.Run(checks.Steps(), ended.Token);
        var tag = checks.Tag?.Value;
        foreach (var line in asJson ? [CheckReport.Json(findings, tag)] : new CheckText(terminal).Lines(findings, tag))
            await output.WriteLineAsync(line);
        return findings.Any(f => f.Verdict is CheckOutcome.Failure) ? ExitCodes.Failed : ExitCodes.Success;
    }

    private static UnitFile? UnitOf(string? file, VisorHome home) => file is null
        ? UnitSearch.Find(home)
        : file.Length == 0
        ? throw new VisorException(ExitCodes.Usage, "--unit is empty; give the path of a file")
        : UnitSearch.Read(file) ?? throw new VisorException(ExitCodes.Usage, $"the unit {PlainText.Excerpt(file)} cannot be read; name an existing, readable file");
}
