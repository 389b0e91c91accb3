using Visor.Chains;
using Visor.Home;
using Visor.Hooks;
using Visor.Processes;
using Visor.Recovery.Stamp;
using Visor.Releases;

namespace Visor.Supervision.Composition;

/// <summary>What recovery and work use alike: child processes, what lies in the home, and which release that is.</summary>
internal sealed class NodeTools
{
    private readonly HomeAccess _at;
    private readonly StampWarnings _stampWarnings;

    public NodeTools(HomeAccess at, ChildReaper children)
    {
        _at = at;
        _stampWarnings = new StampWarnings(at.Log);
        Children = children;
        Spawner = new Spawner(children, ChildEnvironment.OfThisProcess(), at.Time);
        Commands = new CommandRunner(Spawner, children, at.Time);
        Versions = new VersionProbe(Commands, at.Chain.Proof, at.Time);
        Definitions = new DefinitionCache(at.Chain.Layout);
        SetVersions = new SetVersionProbe(Definitions, Versions, at.Log);
        Link = new CurrentLink(at.Home);
        Witness = at.Chain.Witness(Commands);
        HookRun = new HookRun(at.Home, Commands);
        Hooks = new UpgradeHooks(HookRun, () => at.Configuration.Current.Hooks, at.Log);
    }

    /// <summary>What relative paths of a run config mean.</summary>
    public string WorkingDirectory { get; } = Environment.CurrentDirectory;

    public ChildReaper Children { get; }

    public ProcessIdentities Identities { get; } = new();

    public Spawner Spawner { get; }

    public CommandRunner Commands { get; }

    public VersionProbe Versions { get; }

    public DefinitionCache Definitions { get; }

    public SetVersionProbe SetVersions { get; }

    public CurrentLink Link { get; }

    public IUpgradeWitness Witness { get; }

    public HookRun HookRun { get; }

    public UpgradeHooks Hooks { get; }

    /// <summary>A new one for each look, because it takes the configuration as it is then.</summary>
    public StampVerifier Stamp() => new(_at.Home, _at.Chain, _at.Configuration.Current, Definitions, Link, WorkingDirectory, _at.Time, _stampWarnings);
}
