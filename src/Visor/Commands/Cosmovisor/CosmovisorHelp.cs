using System.Collections.Immutable;
using System.Text;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;

namespace Visor.Commands.Cosmovisor;

/// <summary>What <c>cosmovisor help</c> says.</summary>
internal static class CosmovisorHelp
{
    private static readonly ImmutableArray<(string Usage, string Meaning)> Commands =
    [
        ("run [ARGUMENTS]", "Run the chain's binary with these arguments; `run start` runs the node through its upgrades."),
        ("version [--cosmovisor-only] [-o json]", "Print the version of Visor and of the chain's binary."),
        ("init BINARY", "Make DAEMON_HOME/cosmovisor with this binary as the first release."),
        ("config", "Print the settings that are in force."),
        ("add-upgrade NAME BINARY [--force] [--upgrade-height HEIGHT]", "Put a binary into the folder of an upgrade; with a height, plan it too."),
        ("add-batch-upgrade --upgrade-file FILE | --upgrade-list NAME:BINARY:HEIGHT,...", "The same for several upgrades; FILE is a CSV of name,binary,height."),
        ("prepare-upgrade", "Download the binary of the upgrade that the network has planned."),
        ("show-upgrade-info", "Print data/upgrade-info.json."),
        ("help", "Print this, and whether the settings are right."),
    ];

    public static IEnumerable<string> Verbs => Commands.Select(c => c.Usage.Split(' ')[0]);

    public static string UsageOf(string verb) => Commands.First(c => string.Equals(c.Usage.Split(' ')[0], verb, StringComparison.Ordinal)).Usage;

    public static string Text
    {
        get
        {
            var text = new StringBuilder($"Visor {VisorVersion.OfThisProgram.Version} in the place of Cosmovisor: runs a node of a Cosmos chain through its upgrades.\n\n");
            foreach (var (usage, meaning) in Commands)
                text.Append($"  cosmovisor {usage}\n      {meaning}\n");
            text.Append($"\nSettings are environment variables; with --{ConfigArgument.Name} FILE, those of a file that `cosmovisor init` has written:\n  ");
            text.AppendJoin("\n  ", CosmovisorVariables.All);
            return text.Append("\n\n`visor --help` lists what else can be done with this home: status, check, history, hold, stage, switch.\n\n").ToString();
        }
    }
}
