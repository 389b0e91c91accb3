using Microsoft.Extensions.Logging.Abstractions;
using Visor.Checking.Units;
using Visor.Configuration;
using Visor.Home;
using Visor.Processes;
using Visor.Releases;
using Visor.Status.Reading;
using Visor.Supervision.Contradictions;
using Visor.Supervision.Ordering;
using Visor.Systemd.Unit;

namespace Visor.Checking;

/// <summary>Everything that is looked at, in the order in which an upgrade needs it. Nothing is changed, and no lock is taken.</summary>
internal sealed class CheckList
{
    private readonly VisorHome _home;
    private readonly UnitFile? _unit;
    private readonly ConfigurationReading<VisorConfig> _config;
    private readonly ConfigurationReading<RunConfig> _running;
    private readonly StatusReading _status;
    private readonly RunningNodeCheck _node;
    private readonly BinaryCheck _binaries;
    private readonly ReleaseVersions _versions;
    private readonly ReleaseCheck _releases;
    private readonly RunConfigs _runConfigs = new();
    private readonly TimeProvider _time;
    private ReleaseTag? _tag;

    /// <param name="tag">The release that comes; null: what the core says, or the last Visor has said.</param>
    /// <param name="unit">Null: none is known.</param>
    public CheckList(VisorHome home, ReleaseTag? tag, UnitFile? unit, Func<string, string?> environment, TimeProvider time)
    {
        (_home, _tag, _unit, _time) = (home, tag, unit, time);
        var children = new Children();
        _config = VisorConfigReader.Read(home.Config);
        _running = _runConfigs.Read(new CurrentLink(home).Read() is CurrentReading.Folder { Path: var current } ? current : home.Genesis);
        _status = new StatusReader(home).Read();
        _node = new RunningNodeCheck(_status, time);
        var versions = new BinaryVersions(new ChildCommand(new Spawner(children, ChildEnvironment.OfThisProcess(), time), children, time), time);
        _binaries = new BinaryCheck(versions);
        _versions = new ReleaseVersions(_runConfigs, versions, NullLogger.Instance);
        _releases = new ReleaseCheck(home, _runConfigs, _binaries, environment, time);
    }

    /// <summary>The release that was looked at; null: none is known to come.</summary>
    public ReleaseTag? Tag => _tag;

    public IEnumerable<CheckStep> Steps()
    {
        yield return new CheckStep("config.toml", _ => Done(ConfigurationCheck.Of("config.toml", _config)));
        if (_config.Value is { } exposable)
            yield return new CheckStep("secrets", _ => Done(ExposureCheck.Of(_home.Config, exposable)));
        yield return new CheckStep("rights", _ => Done(RightsCheck.Of(_home)));
        yield return new CheckStep("visor", _ => Done([_node.OfVisor()]));
        yield return new CheckStep("current", _ => Done(CurrentCheck.Of(_home, _node.Living)));
        yield return new CheckStep("run config", _ => Done(ConfigurationCheck.Of("run config", _running)));
        if (_running.Value is { } runConfig)
        {
            yield return new CheckStep("binaries", cancellation => MayBeRun() ? _binaries.Of(runConfig, wanted: null, cancellation) : Done([NotApproved]));
            yield return new CheckStep("next start", cancellation => NextStartCheck.Of(_home, _versions, _node.Living, runConfig.DataNode is not null, cancellation));
            yield return new CheckStep("node's homes", _ => Done(NodeHomeCheck.Of(runConfig)));
            yield return new CheckStep("rpc socket", _ => Done([SocketCheck.Of(runConfig.Rpc.SocketPath)]));
            yield return new CheckStep("core", cancellation => Core(runConfig, cancellation));
        }

        if (_config.Value is { } stamped)
            yield return new CheckStep("data stamp", _ => StampCheck.Of(_home, stamped, _runConfigs, _time));
        yield return new CheckStep("limits", _ => Done(LimitsCheck.Of(_node.Core, _unit)));
        yield return new CheckStep("systemd unit", _ => Done(Unit()));
        if (_config.Value is { } config)
        {
            yield return new CheckStep("hooks", _ => Done(HooksCheck.Of(config.Hooks)));
            yield return new CheckStep("next release", cancellation =>
                _tag is { } tag ? _releases.Of(tag, config, cancellation) : Done(_releases.OfNone(config.AutoInstall)));
        }

        yield return new CheckStep("hold", _ => Done([HoldCheck.Of(_home)]));
    }

    private async Task<IEnumerable<Finding>> Core(RunConfig runConfig, CancellationToken cancellation)
    {
        var (finding, accepted) = await _node.AskCore(runConfig, cancellation);
        _tag ??= TagOf(accepted?.Tag) ?? TagOf(_status.Now?.Upgrade?.Tag);
        return await _node.AskStatistics(runConfig, cancellation) is { } statistics ? [finding, statistics] : [finding];
    }

    private Finding NotApproved => Finding.Warning(
        "core's binary", "was not run: current names what has not run here, and the hook onStaged has to approve of it first", $"`visor resolve --home {ShellWord.Of(_home.Root)}` asks the hook where current is right") with { IsUnproven = true };

    // What has run, or is being switched to, has been approved of.
    private bool MayBeRun() => _config.Value is { Hooks.OnStaged.IsGiven: false }
        || JournalReading.KnownHistory(_home) is not { Active: not null } history
        || Contradiction.Agrees(new CurrentLink(_home).Read(), history, _home);

    private IEnumerable<Finding> Unit()
    {
        if (_unit is null)
            return [Finding.Ok("systemd unit", "none that runs this home was found; `--unit FILE` names one")];
        return _config.Value is { } config ? UnitCheck.Of(_unit, _home, config, _running.Value) : [];
    }

    private static ReleaseTag? TagOf(string? text) => text is not null && ReleaseTag.TryParse(text, out var tag) ? tag : null;

    private static Task<IEnumerable<Finding>> Done(IEnumerable<Finding> findings) => Task.FromResult(findings);
}
