namespace Visor.EndToEnd.Chains.Cosmos.Setups.Units;

/// <summary>A service as operators have it for Cosmovisor.</summary>
/// <param name="Name">Of the unit, and of the user if there is one.</param>
/// <param name="Text">The unit's file, with <c>@HOME@</c> for DAEMON_HOME and <c>@USERHOME@</c> for the home folder of the user.</param>
internal sealed record OperatorUnit(string Name, string Text)
{
    /// <summary>Where the unit has Cosmovisor's program: Visor is linked there.</summary>
    public string Program { get; init; } = "/usr/local/bin/cosmovisor";

    /// <summary>SDK and CometBFT of the simulated node.</summary>
    public string Dialect { get; init; } = "050";

    /// <summary><c>current</c> is a relative link, as Cosmovisor 1.7 makes it.</summary>
    public bool IsRelative { get; init; } = true;

    /// <summary>Other files of the setup, by path; the same words are replaced in both.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What it keeps in the home and in <c>cosmovisor/</c> beside what is there always.</summary>
    public string[] Beside { get; init; } = [];

    /// <summary>The unit makes a backup of the data at each upgrade.</summary>
    public bool MakesBackups { get; init; }

    /// <summary>The node finds its home without <c>--home</c>, because it is the default.</summary>
    public bool HasDefaultHome { get; init; }

    /// <summary>Visor ends at each upgrade, and systemd starts it again.</summary>
    public bool EndsAtUpgrades { get; init; }

    /// <summary>Visor's own settings: most tests need not wait the five seconds before a restart. Null: none.</summary>
    public string? VisorToml { get; init; } = "restartsDelaySeconds = 1\n";

    /// <summary>What <c>visor check --unit</c> wants changed.</summary>
    public string[] Advice { get; init; } = ["KillMode=process", "TimeoutStopSec=285"];

    /// <summary>The user it runs as; null: root.</summary>
    public string? User => Text.Split('\n').FirstOrDefault(l => l.StartsWith("User=", StringComparison.Ordinal))?["User=".Length..].Trim();

    public override string ToString() => Name;
}
