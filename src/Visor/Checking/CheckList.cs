using Microsoft.Extensions.Logging.Abstractions;
using Visor.Chains;
using Visor.Checking.Units;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Processes;
using Visor.Recovery.Mismatch;
using Visor.Releases;
using Visor.Status.Reading;
using Visor.Systemd.Unit;

namespace Visor.Checking;

/// <summary>Everything that is looked at, in the order in which an upgrade needs it. Nothing is changed, and no lock is taken.</summary>
internal sealed class CheckList
{
    private readonly VisorHome _home;
    private readonly Chain _chain;
    private readonly UnitFile? _unit;
    private readonly ConfigurationReading<VisorConfig> _config;
    private readonly ConfigurationReading<NodeDefinition> _running;
    private readonly StatusSnapshot _status;
    private readonly RunningNodeCheck _node;
    private readonly BinaryCheck _binaries;
    private readonly SetVersionProbe _versions;
    private readonly ReleaseCheck _releases;
    private readonly DefinitionCache _definitions;
    private readonly TimeProvider _time;
    private ReleaseTag? _tag;
    private UpgradePlan? _accepted;

    /// <param name="tag">The release that comes; null: what the core says, or the last Visor has said.</param>
    /// <param name="unit">Null: none is known.</param>
    public CheckList(VisorHome home, Chain chain, ReleaseTag? tag, UnitFile? unit, Func<string, string?> environment, TimeProvider time)
    {
        (_home, _chain, _tag, _unit, _time) = (home, chain, tag, unit, time);
        _definitions = new DefinitionCache(chain.Layout);
        var children = new ChildReaper();
        _config = VisorConfigReader.Read(home.Config, chain.Defaults);
        _running = _definitions.Read(new CurrentLink(home).Read() is CurrentLinkState.Folder { Path: var current } ? current : home.Genesis);
        _status = new StatusReader(home).Read();
        _node = new RunningNodeCheck(_status, chain.Connector, time);
        var versions = new VersionProbe(new CommandRunner(new Spawner(children, ChildEnvironment.OfThisProcess(), time), children, time), _chain.Proof, time);
        _binaries = new BinaryCheck(versions);
        _versions = new SetVersionProbe(_definitions, versions, NullLogger.Instance);
        _releases = new ReleaseCheck(home, chain, _definitions, _binaries, environment, time);
    }

    /// <summary>The release that was looked at; null: none is known to come.</summary>
    public ReleaseTag? Tag => _tag;

    public IEnumerable<CheckStep> Steps()
    {
        yield return new CheckStep(_home.ConfigName, _ => Done(ConfigurationCheck.Of(_home.ConfigName, _config, Sound())));
        if (_config.Value is { } exposable)
            yield return new CheckStep("secrets", _ => Done(ExposureCheck.Check(_home.Config, exposable)));
        yield return new CheckStep("rights", _ => Done(RightsCheck.Check(_home)));
        yield return new CheckStep("visor", _ => Done([_node.OfVisor()]));
        yield return new CheckStep("given up", _ => Done(GivenUpCheck.Check(_home, _status, _unit is null ? _home.RunCommand : $"systemctl start {_unit.Name}")));
        yield return new CheckStep("current", _ => Done(CurrentCheck.Check(_home, _node.Living)));
        yield return new CheckStep(_chain.Layout.DefinitionName, _ => Done(ConfigurationCheck.Of(_chain.Layout.DefinitionName, _running, _running.Value is { } sound ? _chain.Layout.Describe(sound) : "is valid")));
        if (_running.Value is { } definition)
        {
            yield return new CheckStep("binaries", cancellation => MayBeRun() ? _binaries.Check(definition, wanted: null, cancellation) : Done([NotApproved]));
            yield return new CheckStep("next start", cancellation => NextStartCheck.Check(_home, _versions, _node.Living, _chain.Processes.HaveWitness(definition.Processes.Select(p => p.Role)), cancellation));
            yield return new CheckStep("node", _ => Done(_chain.Checks.Check(definition)));
            yield return new CheckStep(definition.Queried.Role.Words, cancellation => Running(definition, cancellation));
        }

        if (_config.Value is { } stamped)
            yield return new CheckStep("data stamp", _ => StampCheck.Check(_home, _chain, stamped, _definitions, _time));
        yield return new CheckStep("limits", _ => Done(LimitsCheck.Check(_node.Queried, _unit)));
        yield return new CheckStep("systemd unit", _ => Done(Unit()));
        if (_config.Value is { } config)
        {
            yield return new CheckStep("hooks", _ => Done(HooksCheck.Check(config.Hooks, _home.ConfigName)));
            yield return new CheckStep("next release", cancellation =>
                _tag is { } tag ? _releases.Check(tag, _accepted, config, cancellation) : Done(_releases.OfNone(config.AutoInstall)));
        }

        yield return new CheckStep("hold", _ => Done([HoldCheck.Check(_home, _status)]));
    }

    private async Task<IEnumerable<Finding>> Running(NodeDefinition definition, CancellationToken cancellation)
    {
        var active = JournalReading.KnownHistory(_home)?.Active ?? ActiveRelease.Unknown;
        var (finding, accepted) = await _node.AskPlan(definition, active, cancellation);
        _accepted = accepted;
        _tag ??= accepted?.Tag ?? TagOf(_status.Now?.Upgrade?.Tag);
        return new[] { finding, await _node.AskHeight(definition, cancellation), await _node.AskProof(definition, active, cancellation) }.OfType<Finding>();
    }

    private string Sound()
    {
        var sound = Path.Exists(_home.Config) ? "is valid" : "does not exist, so every key has its default";
        return ConfigurationVariables.OfThisProcess().Used(VisorConfigReader.KeysOf(_chain.Defaults)) is { IsEmpty: false } used
            ? $"{sound}; here {string.Join(", ", used)} wins over it" : sound;
    }

    private Finding NotApproved => Finding.Warning(
        "binaries", "were not run: current names a release that has not run here, and the hook onStaged must approve it first", $"`visor resolve --home {_home.Word}` asks the hook, if current is right") with { IsUnproven = true };

    // What has run, or is being switched to, has been approved of.
    private bool MayBeRun() => _config.Value is { Hooks.OnStaged.IsGiven: false }
        || JournalReading.KnownHistory(_home) is not { Active: not null } history
        || StateMismatch.Agrees(new CurrentLink(_home).Read(), history, _home);

    private IEnumerable<Finding> Unit()
    {
        if (_unit is null)
            return [Finding.Ok("systemd unit", "found none that runs this home; name one with `--unit FILE`")];
        return _config.Value is { } config ? UnitCheck.Check(_unit, _home, _chain.Defaults, config, _running.Value is { } running ? _chain.Checks.SocketOf(running) : null) : [];
    }

    private static ReleaseTag? TagOf(string? text) => text is not null && ReleaseTag.TryParseStored(text, out var tag) ? tag : null;

    private static Task<IEnumerable<Finding>> Done(IEnumerable<Finding> findings) => Task.FromResult(findings);
}
