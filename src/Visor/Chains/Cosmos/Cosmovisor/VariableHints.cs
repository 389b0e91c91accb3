using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>Variables that look like Cosmovisor's and say nothing to it, a sentence each: of older versions, of forks, mistyped.</summary>
internal static class VariableHints
{
    /// <param name="environment">The value of an environment variable.</param>
    /// <param name="names">Those of all environment variables.</param>
    public static IEnumerable<string> Of(Func<string, string?> environment, IEnumerable<string> names) =>
        names.Where(n => !string.IsNullOrEmpty(environment(n))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Of).OfType<string>();

    private static string? Of(string name) => name switch
    {
        "DAEMON_LOG_BUFFER_SIZE" => $"{name} has had no effect since Cosmovisor 1.0; remove it",
        "CLIENT_DAEMON_NAME" or "CLIENT_SKIP_UPGRADE" or "CLIENT_START_PROCESS" or "CLIENT_DAEMON_ARGS" =>
            $"{name} belongs to a fork of Cosmovisor that runs a second program, and has no effect here; run that program as a service of its own",
        "COSMOVISOR_CUSTOM_ROOT" or "COSMOVISOR_CUSTOM_CURRENT_LINK" or "COSMOVISOR_CUSTOM_CURRENT_UPGRADEINFO" or "COSMOVISOR_CUSTOM_GENESIS" =>
            $"{name} belongs to a fork of Cosmovisor with other folders, and has no effect here; the folders are those below DAEMON_HOME/cosmovisor",
        _ when !IsOfCosmovisor(name) || CosmovisorVariables.All.Contains(name, StringComparer.Ordinal) => null,
        _ => $"{PlainText.Excerpt(name, 60)} is no variable of Cosmovisor and has no effect{Meant(name)}",
    };

    private static bool IsOfCosmovisor(string name) => name.StartsWith("DAEMON_", StringComparison.Ordinal) || name.StartsWith("COSMOVISOR_", StringComparison.Ordinal);

    private static string Meant(string name) => NameSuggestion.Find(name, CosmovisorVariables.All) is { } meant ? $"; did you mean {meant}?" : "; remove it";
}
