using System.CommandLine;
using Visor.Checking;
using Visor.Configuration;
using Visor.Home;
using Visor.Processes;
using Visor.Releases;
using Visor.Status.Showing;

namespace Visor.Commands;

/// <summary><c>visor check</c>: what an upgrade will need, tried without changing anything.</summary>
internal static class CheckCommand
{
    public static Verb Create(HomeOption home, Func<string, string?> environment, TimeProvider time)
    {
        var release = new Option<string?>("--release") { Description = "The release that is to come.", HelpName = "TAG" };
        var format = OutputFormat.Option();
        var command = new Verb("check", "Try what an upgrade will need, changing nothing. Exit code 1: something stands in the way.", "visor check --home /srv/visor --release v0.76.0")
        {
            release,
            format,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var given = parsed.GetValue(release);
            if (given is not null && ReleaseTag.ProblemWith(given) is { } problem)
                throw new VisorException(ExitCodes.Usage, $"{PlainText.Excerpt(given)} cannot be a release tag: {problem}");
            var findings = await CheckRun.Of(Looks(HomeOption.Existing(home.Of(parsed)), given is null ? null : ReleaseTag.Parse(given), environment, time), cancellation);
            var output = parsed.InvocationConfiguration.Output;
            if (OutputFormat.IsJson(parsed, format))
            {
                await output.WriteLineAsync(CheckReport.Json(findings, given));
            }
            else
            {
                foreach (var line in CheckText.Lines(findings, given, new Palette(Terminal.OfStandardOutput(environment).IsColoured)))
                    await output.WriteLineAsync(line);
            }

            return findings.Any(f => f.Verdict is Verdict.Failure) ? ExitCodes.Failed : ExitCodes.Success;
        });
        return command;
    }

    private static IEnumerable<(string What, Func<CancellationToken, Task<IEnumerable<Finding>>> Look)> Looks(
        VisorHome home, ReleaseTag? tag, Func<string, string?> environment, TimeProvider time)
    {
        var children = new Children();
        var runConfigs = new RunConfigs();
        var versions = new BinaryVersions(new ChildCommand(new Spawner(children, ChildEnvironment.OfThisProcess(), time), children, time));
        var releases = new ReleaseChecks(home, runConfigs, versions, environment, time);
        var config = VisorConfigReader.Read(home.Config);
        var folder = new CurrentLink(home).Read() is CurrentReading.Folder { Path: var current } ? current : home.Genesis;
        var running = runConfigs.Read(folder);

        yield return (home.Config, _ => Task.FromResult(FileChecks.Configuration(home.Config, config)));
        yield return (home.Root, _ => Task.FromResult(RightsChecks.Home(home)));
        yield return (home.Current, _ => Task.FromResult<IEnumerable<Finding>>([FileChecks.Current(home)]));
        yield return (home.Journal, _ => Task.FromResult<IEnumerable<Finding>>([FileChecks.Journal(home)]));
        yield return (running.Value?.File ?? folder, _ => Task.FromResult(FileChecks.Configuration(VisorHome.RunConfigOf(folder), running)));
        if (running.Value is { } runConfig)
        {
            yield return ("binaries", cancellation => releases.Binaries(runConfig, cancellation));
            yield return ("socket", _ => Task.FromResult(RightsChecks.Socket(runConfig.Rpc.SocketPath)));
        }

        if (tag is not null && config.Value is { } valid)
            yield return (tag.Value, cancellation => releases.Coming(tag, valid, home.ReleaseFolder(valid.UpgradeFolders.FolderOf(tag.Value)), cancellation));
        yield return (home.Hold, _ => Task.FromResult(FileChecks.Hold(home)));
    }
}
