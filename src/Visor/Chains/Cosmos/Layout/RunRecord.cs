using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>
/// How a node was last started, for the verbs that are typed without its environment: <c>cosmovisor/.visor/run.json</c>. Only variables that say how a node is run are kept, and
/// no secret is among them.
/// </summary>
/// <param name="Arguments">Of the node.</param>
/// <param name="Variables">Cosmovisor's, and the app's own that Visor reads.</param>
/// <param name="ConfigFile">Of <c>--cosmovisor-config</c>; null: none.</param>
internal sealed record RunRecord(ImmutableArray<string> Arguments, ImmutableDictionary<string, string> Variables, string? ConfigFile)
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Names of the app's other variables: they may hold a secret, so that their values are not kept.</summary>
    public ImmutableArray<string> Others { get; init; } = [];

    private static readonly string[] AppsOwn = ["_RPC_LADDR", "_HOME", "_UNSAFE_SKIP_UPGRADES", "_CONSENSUS_DOUBLE_SIGN_CHECK_HEIGHT"];

    public static bool IsKept(string variable, string daemonName) =>
        variable.StartsWith("DAEMON_", StringComparison.Ordinal) || variable.StartsWith("COSMOVISOR_", StringComparison.Ordinal) || variable is "UNSAFE_SKIP_BACKUP"
        || OfApp(daemonName).Contains(variable, StringComparer.Ordinal);

    /// <summary>The app's own variables that are kept.</summary>
    public static IEnumerable<string> OfApp(string daemonName) => AppsOwn.Select(ending => Prefix(daemonName) + ending);

    /// <summary>Whether an app reads a variable as one of its flags.</summary>
    public static bool IsOfApp(string variable, string daemonName) => variable.StartsWith(Prefix(daemonName) + "_", StringComparison.Ordinal);

    private static string Prefix(string daemonName) => daemonName.ToUpperInvariant().Replace('-', '_').Replace('.', '_');

    /// <returns>Null: there is none that can be read.</returns>
    public static RunRecord? Read(string privateFolder)
    {
        try
        {
            return JsonSerializer.Deserialize(BoundedFileReader.Read(PathIn(privateFolder), MaxBytes), RunRecordJson.Default.RunRecord) is { Arguments.IsDefault: false, Variables: not null } record
                ? record.Others.IsDefault ? record with { Others = [] } : record
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public void Write(string privateFolder)
    {
        Directory.CreateDirectory(privateFolder);
        DurableFile.Replace(PathIn(privateFolder), JsonSerializer.SerializeToUtf8Bytes(this, RunRecordJson.Default.RunRecord));
    }

    public static string PathIn(string privateFolder) => Path.Combine(privateFolder, "run.json");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
