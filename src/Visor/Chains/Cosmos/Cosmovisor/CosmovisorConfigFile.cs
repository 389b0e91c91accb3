using System.Collections.Immutable;
using Visor.Configuration;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>The keys of a Cosmovisor configuration file (TOML). The case of a key does not count.</summary>
/// <param name="Path">As the operator named it.</param>
/// <param name="Entries">By their keys.</param>
/// <param name="Errors">Why it cannot be used, a sentence each.</param>
internal sealed record CosmovisorConfigFile(string Path, ImmutableDictionary<string, TomlEntry> Entries, ImmutableArray<string> Errors)
{
    private const string HowToGetOne = "`visor cosmovisor init BINARY` writes one to DAEMON_HOME/cosmovisor/config.toml";

    private static readonly ImmutableArray<string> Keys = [.. CosmovisorVariables.All.Select(CosmovisorVariables.KeyOf)];

    public static CosmovisorConfigFile Read(string path)
    {
        var problems = new ProblemList(path, Keys);
        return ConfigurationFile.Read(path, HowToGetOne, problems) is { } text ? Parse(text, problems) : Create(new TomlTable(default), problems);
    }

    /// <summary>The same for a text at hand; the file need not exist.</summary>
    public static CosmovisorConfigFile Parse(string text, string path) => Parse(text, new ProblemList(path, Keys));

    private static CosmovisorConfigFile Parse(string text, ProblemList problems) => Create(TomlDocument.Parse(text, problems), problems);

    private static CosmovisorConfigFile Create(TomlTable table, ProblemList problems)
    {
        // Of two that differ in case alone, the last counts.
        var entries = ImmutableDictionary.CreateBuilder<string, TomlEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in table.Entries)
            entries[entry.Key] = entry;
        return new CosmovisorConfigFile(problems.File, entries.ToImmutable(), [.. problems.Reading(table).Errors.Select(e => e.ToString())]);
    }
}
