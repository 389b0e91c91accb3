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

    private static readonly string[] AppsOwn = ["_RPC_LADDR", "_HOME", "_UNSAFE_SKIP_UPGRADES"];

    public static bool IsKept(string variable, string daemonName) =>
        variable.StartsWith("DAEMON_", StringComparison.Ordinal) || variable.StartsWith("COSMOVISOR_", StringComparison.Ordinal) || variable is "UNSAFE_SKIP_BACKUP"
        || AppsOwn.Any(ending => string.Equals(variable, daemonName.ToUpperInvariant().Replace('-', '_').Replace('.', '_') + ending, StringComparison.Ordinal));

    /// <returns>Null: there is none that can be read.</returns>
    public static RunRecord? Read(string privateFolder)
    {
        try
        {
            return JsonSerializer.Deserialize(BoundedFileReader.Read(PathIn(privateFolder), MaxBytes), RunRecordJson.Default.RunRecord) is { Arguments.IsDefault: false, Variables: not null } record ? record : null;
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

    private static string PathIn(string privateFolder) => Path.Combine(privateFolder, "run.json");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
