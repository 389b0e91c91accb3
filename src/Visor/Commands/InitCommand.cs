using System.CommandLine;
using Visor.Chains;
using Visor.Home;
using Visor.Model;

namespace Visor.Commands;

/// <summary><c>visor init</c>: makes a home folder.</summary>
internal static class InitCommand
{
    public static Verb Create(HomeOption home, IHomeTemplates templates)
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
            var path = home.Open(parsed).Root;
            HomeCreation.Create(path, templates.Files(parsed.GetValue(withDataNode)));
            parsed.InvocationConfiguration.Output.Write(templates.NextSteps(path, parsed.GetValue(withDataNode)));
            return ExitCodes.Success;
        });
        return command;
    }
}
