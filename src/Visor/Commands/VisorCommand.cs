using System.CommandLine;

namespace Visor.Commands;

/// <summary>The command line as a whole: one line a verb.</summary>
internal static class VisorCommand
{
    public static RootCommand Create(TimeProvider time)
    {
        var home = new HomeOption();
        var root = new RootCommand("Runs a blockchain node and takes it through protocol upgrades with nobody awake.");
        root.Options.Add(home.Option);
        root.Subcommands.Add(RunCommand.Create(home, time));
        root.Subcommands.Add(VersionCommand.Create());
        foreach (var option in root.Options.Where(o => o is VersionOption).ToList())
            root.Options.Remove(option); // It is a verb here, as it was in the original.
        root.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(HelpFor(root)));
        return root;
    }

    private static string HelpFor(RootCommand root)
    {
        using var text = new StringWriter();
        root.Parse("--help").Invoke(new InvocationConfiguration { Output = text });
        return text.ToString().TrimEnd();
    }
}
