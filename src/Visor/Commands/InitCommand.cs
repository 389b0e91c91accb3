using System.CommandLine;
using Visor.Home;

namespace Visor.Commands;

/// <summary><c>visor init</c>: makes a home folder.</summary>
internal static class InitCommand
{
    public static Verb Create(HomeOption home)
    {
        var withDataNode = new Option<bool>("--with-data-node") { Description = "The node has a data node beside its core." };
        var command = new Verb(
            "init",
            "Make a home folder with commented configuration files. A folder that holds anything is left untouched.",
            "visor init --home /srv/visor --with-data-node")
        {
            withDataNode,
        };
        command.SetAction(parsed =>
        {
            var path = home.Of(parsed).Root;
            HomeCreation.Create(path, parsed.GetValue(withDataNode));
            parsed.InvocationConfiguration.Output.Write(NextSteps(path, parsed.GetValue(withDataNode)));
            return ExitCodes.Success;
        });
        return command;
    }

    private static string NextSteps(string home, bool withDataNode)
    {
        var runConfig = Path.Combine(home, "genesis", "run-config.toml");
        var place = withDataNode ? "the --home of the core and of the data node" : "the --home of the node";
        return $"""
            Made the home folder {home}. Three things are left to do:

              1. Copy the binary that is to run first to {Path.Combine(home, "genesis", "vega")},
                 or name it in {runConfig}.
              2. In the same file, set {place} and the socketPath of the core.
                 How Visor itself behaves stands in {Path.Combine(home, "config.toml")}.
              3. Start it: visor run --home {ShellWord.Of(home)}

            """;
    }
}
