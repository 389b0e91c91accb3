using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>What of a configuration file, or of the environment beside it, has no effect, a sentence each.</summary>
internal static class FileHints
{
    public static IEnumerable<string> Of(CosmovisorConfigFile file, Func<string, string?> environment)
    {
        var keys = CosmovisorVariables.All.ToDictionary(CosmovisorVariables.KeyOf, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in file.Entries.Values.Where(e => !keys.ContainsKey(e.Key)).OrderBy(e => e.Place.Line))
        {
            var meant = NameSuggestion.Find(entry.Key, keys.Keys) is { } key ? $"; did you mean {key}?" : "; remove the line";
            yield return $"{file.Path}:{entry.Place.Line}:{entry.Place.Column}: {PlainText.Excerpt(entry.Key, 60)} is no key of Cosmovisor and has no effect{meant}";
        }

        foreach (var (key, variable) in keys)
        {
            if (!file.Entries.ContainsKey(key) && !string.IsNullOrEmpty(environment(variable)))
                yield return $"{variable} has no effect, because {file.Path} counts and has no {key}; write that key into it";
        }
    }
}
