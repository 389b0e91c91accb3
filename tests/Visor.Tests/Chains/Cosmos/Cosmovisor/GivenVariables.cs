using Visor.Chains.Cosmos.Cosmovisor;

namespace Visor.Tests.Chains.Cosmos.Cosmovisor;

/// <summary>An environment of a test, and folders that exist or do not.</summary>
internal sealed class GivenVariables
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["DAEMON_HOME"] = "/srv/gaia",
        ["DAEMON_NAME"] = "gaiad",
        ["PATH"] = "/usr/bin",
    };

    public Dictionary<string, PathKind> Paths { get; } = new(StringComparer.Ordinal)
    {
        ["/srv/gaia"] = PathKind.Folder,
        ["/srv/gaia/cosmovisor"] = PathKind.Folder,
    };

    public string? this[string variable]
    {
        set
        {
            Variables.Remove(variable);
            if (value is not null)
                Variables[variable] = value;
        }
    }

    public CosmovisorSettingsReader Reader => new(Variables.GetValueOrDefault, Variables.Keys, path => Paths.GetValueOrDefault(path, PathKind.Missing));

    public CosmovisorReading Read() => Reader.Read();

    public CosmovisorReading Read(string file) => Reader.Read(CosmovisorConfigFile.Parse(file, "/etc/cv.toml"));
}
