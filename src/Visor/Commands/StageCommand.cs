using System.CommandLine;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Logging;
using Visor.Model;
using Visor.Processes;
using Visor.Releases;
using Visor.Releases.Fetching;
using Visor.Releases.Unpacking;
using Visor.Work;

namespace Visor.Commands;

/// <summary><c>visor stage</c>: makes a release ready now, whether or not the network has agreed on it, and whether or not a Visor runs.</summary>
internal static class StageCommand
{
    public static Verb Create(HomeOption home, Func<string, string?> environment, TimeProvider time)
    {
        var tag = new Argument<string>("TAG") { Description = "The release, such as v0.76.0; for a Cosmos SDK chain the name of its upgrade." };
        var from = new Option<string?>("--from")
        {
            Description = "Your own file with the release's archive or binary: staged without a network. Default: download it.",
            HelpName = "FILE",
        };
        var sha256 = new Option<string?>("--sha256") { Description = "The expected SHA-256 of that file.", HelpName = "HEX" };
        var command = new Verb(
            "stage", "Download, verify and stage a release now, or check one that is already in its folder. The node is not touched.", "visor stage v0.76.0 --home /var/lib/visor")
        {
            tag,
            from,
            sha256,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var existing = HomeOption.Recognized(home.Open(parsed));
            var chain = home.ChainOf(existing);
            return Stage(
                existing, chain, TagOf(parsed.GetRequiredValue(tag), chain.Layout), FileOf(parsed.GetValue(from)),
                DigestOf(parsed.GetValue(sha256), parsed.GetValue(from)), parsed.InvocationConfiguration.Output, environment, time, cancellation);
        });
        return command;
    }

    internal static string? FileOf(string? given) => given is "" ? throw new VisorException(ExitCodes.Usage, "--from is empty; give the path of a file") : given is null ? null : Path.GetFullPath(given);

    internal static Sha256Digest? DigestOf(string? hex, string? from)
    {
        if (hex is null)
            return null;
        if (from is null)
            throw new VisorException(ExitCodes.Usage, "--sha256 belongs to the file that --from names; without --from, Visor uses the digest published with the release");
        // GitHub shows, and copies, it with the name of the algorithm.
        return Sha256Digest.TryParse(hex.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? hex["sha256:".Length..] : hex, out var digest)
            ? digest
            : throw new VisorException(ExitCodes.Usage, $"--sha256 {PlainText.Excerpt(hex)} is not a SHA-256; give its 64 hexadecimal digits, as `sha256sum FILE` prints them");
    }

    internal static ReleaseTag TagOf(string text, IReleaseLayout layout) => layout.ReadTag(text, out var tag) is { } problem
        ? throw new VisorException(ExitCodes.Usage, $"{PlainText.Excerpt(text)} cannot be a release tag: {problem}")
        : tag;

    internal static async Task<int> Stage(
        VisorHome home, Chain chain, ReleaseTag tag, string? file, Sha256Digest? digest, TextWriter output, Func<string, string?> environment, TimeProvider time, CancellationToken cancellation)
    {
        var reading = VisorConfigReader.Read(home.Config, chain.Defaults);
        if (reading.Value is not { } config)
            throw new VisorException(ExitCodes.Configuration, string.Join('\n', reading.Errors));

        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var signals = new EndingSignals(interrupted.Cancel);
        using var log = new VisorLog(LogFormat.Text, new LogContext { Release = tag.Value }, time);
        using var server = new ReleaseServer(time);
        var children = new ChildReaper();
        var commands = new CommandRunner(new Spawner(children, ChildEnvironment.OfThisProcess(), time), children, time);
        var versions = new VersionProbe(commands, chain.Proof, time);
        var definitions = new DefinitionCache(chain.Layout);
        var unpacking = new AssetUnpacking();
        var installation = new ReleaseInstallation(
            home, new ReleaseFinder(server, time), new AssetDownload(server, time, log.Logger), unpacking, chain.Layout, definitions, versions,
            environment, log.Transfers, _ => { }, time, log.Logger);
        try
        {
            var staging = new OnDemandStaging(
                home, chain.Layout, config, installation, new GivenRelease(home, new ReleaseBuilder(unpacking, chain.Layout, definitions, versions, time, log.Logger), time, log.Logger),
                new ReleaseVerifier(definitions, versions, log.Logger) { Data = next => DataPreconditions.WithoutVisor(home, chain, config, definitions, time, log.Logger).Beforehand(next, isOther: true) },
                time);
            var approve = new StageApproval(home, new HookRun(home, commands), config.Hooks, time).Create(tag);
            var folder = file is null
                ? await staging.Run(tag, approve, interrupted.Token)
                : await staging.RunFrom(file, digest, tag, approve, interrupted.Token);
            await output.WriteLineAsync($"{tag} is ready in {folder}.");
            return ExitCodes.Success;
        }
        catch (Exception e) when (e is ReleaseException or IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{tag} is NOT READY: {StageHint.In(chain.Layout.HasDefinitionPerRelease ? e.Message : AssetSettings.LeftOut(e.Message), tag, home.Word)}");
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            throw new VisorException(
                ExitCodes.Failed,
                $"interrupted: {tag} is not ready; {(file is null ? "the downloaded part is kept, and the same command resumes it" : "nothing was left behind")}");
        }
    }
}
