using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Configuration;
using Visor.Home;
using Visor.Model;

namespace Visor.Chains.Cosmos;

/// <summary>
/// Homes that Cosmovisor has laid out. What a person calls the home is the node's, DAEMON_HOME; Visor's own files are below its folder <c>cosmovisor</c>, where Cosmovisor does
/// not look at them.
/// </summary>
internal sealed class CosmosFamily : IChainFamily
{
    private const string Folder = "cosmovisor";
    private const string HomeVariable = "DAEMON_HOME";

    public HomeLayout Layout { get; } = new("visor.toml", CosmosFolders.Upgrades) 
    {
        NeedsConfig = false,
        IsBelowHome = true,
        FirstRun = homeWord => $"DAEMON_HOME={homeWord} DAEMON_NAME=BINARY visor cosmovisor run start",
    };

    public VisorHome? Find(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(Path.Combine(full, Folder)))
            return new VisorHome(Path.Combine(full, Folder), Layout);
        return Path.GetFileName(full) is Folder && (Directory.Exists(Path.Combine(full, "genesis")) || Directory.Exists(Path.Combine(full, CosmosFolders.Upgrades))) ? new VisorHome(full, Layout) : null;
    }

    public (string Variable, string Path)? Named(Func<string, string?> environment) => environment(HomeVariable) is { Length: > 0 } home ? (HomeVariable, home) : null;

    public Chain Open(VisorHome home, Func<string, string?> environment)
    {
        var daemonHome = Path.GetDirectoryName(home.Root)!;
        var record = RunRecord.Read(home.Private);
        var isNamed = environment(HomeVariable) is { Length: > 0 } named && string.Equals(Path.TrimEndingDirectorySeparator(Path.GetFullPath(named)), daemonHome, StringComparison.Ordinal);

        // Typed by hand, without the service's environment: as it was last started.
        Func<string, string?> variables = isNamed ? environment : record is not null ? name => record.Variables.GetValueOrDefault(name) : _ => null;
        var source = isNamed ? "the environment" : record is not null ? $"the last start ({RunRecord.PathIn(home.Private)})" : "Cosmovisor's defaults: no Visor has run here yet, and DAEMON_HOME does not name this home";
        var settings = isNamed || record is not null ? Settings(variables, record?.ConfigFile) : new CosmovisorSettings(daemonHome, DaemonIn(home));
        return Open(home, settings, record?.Arguments ?? [], variables, source, isNamed ? null : record);
    }

    /// <param name="arguments">Of the node.</param>
    /// <param name="environment">That it is started in.</param>
    public static Chain Open(VisorHome home, CosmovisorSettings settings, ImmutableArray<string> arguments, Func<string, string?> environment) => Open(home, settings, arguments, environment, "the environment", record: null);

    /// <param name="record">Of the last start, which stands in for the environment; null: it does not.</param>
    private static Chain Open(
        VisorHome home, CosmovisorSettings settings, ImmutableArray<string> arguments, Func<string, string?> environment, string source, RunRecord? record) => CosmosChain.Create(new CosmosContext(settings, arguments, new RunBaseline(home.Private))
    {
        Environment = environment,
        SettingsSource = settings.ConfigFile ?? source,
        RpcAddress = new RpcAddressOverride(() => VisorConfigReader.Read(home.Config, CosmosChain.RulesOf(settings))),
        Inherited = record is null ? [] : [.. record.Variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")],
        Forgotten = record is null ? [] : [.. record.Others.Where(name => System.Environment.GetEnvironmentVariable(name) is null)],
        Skipped = SkipHeights.Find(arguments, environment(SkipHeights.VariableOf(RpcAddressSetting.Prefix(settings.BinaryIn(home.Genesis))))),
    });

    private static CosmovisorSettings Settings(Func<string, string?> variables, string? file)
    {
        var reading = new CosmovisorSettingsReader(variables, [], PathKinds.Of).Read(file is null ? null : CosmovisorConfigFile.Read(file));
        return reading.Settings ?? throw new VisorException(ExitCodes.Configuration, string.Join('\n', reading.Errors));
    }

    // The only file where every release has its binary.
    private static string DaemonIn(VisorHome home)
    {
        var folder = Path.Combine(home.Genesis, "bin");
        return Directory.Exists(folder) && Directory.GetFiles(folder) is [var only] ? Path.GetFileName(only)
            : throw new VisorException(ExitCodes.Configuration, $"the name of the chain's binary is not known: {folder} does not hold one file alone, and no Visor has run here yet; set DAEMON_HOME and DAEMON_NAME as the service does");
    }
}
