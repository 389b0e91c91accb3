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
        var companions = templates.CompanionOption is { } known ? new Option<bool>(known.Name) { Description = known.Description } : null;
        var command = new Verb(
            "init",
            "Create a home folder with commented configuration files. A folder that is not empty is left untouched.",
            $"visor init --home /var/lib/visor{(companions is null ? "" : $" {companions.Name}")}");
        if (companions is not null)
            command.Options.Add(companions);
        command.SetAction(parsed =>
        {
            var wanted = home.ForInit(parsed);
            if (wanted.Layout != HomeLayout.Own)
                throw new VisorException(ExitCodes.Configuration, $"{wanted.Named} is already a home, of another kind than `visor init` makes; nothing was changed; start it with `{wanted.RunCommand}`, or choose another path");
            var path = wanted.Root;
            var withCompanions = companions is not null && parsed.GetValue(companions);
            HomeCreation.Create(path, templates.Files(withCompanions));
            parsed.InvocationConfiguration.Output.Write(templates.NextSteps(path, withCompanions));
            return ExitCodes.Success;
        });
        return command;
    }
}
