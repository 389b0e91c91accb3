using System.CommandLine;
using Visor.Home;

namespace Visor.Commands;

/// <summary><c>--home</c>, before or after the verb; <c>VISOR_HOME</c> stands in for it.</summary>
internal sealed class HomeOption(Func<string, string?> environment)
{
    private const string Variable = "VISOR_HOME";

    public Option<string> Option { get; } = new("--home")
    {
        Description = $"The home folder. Absent: what the environment variable {Variable} says.",
        HelpName = "PATH",
        Recursive = true,
    };

    /// <exception cref="VisorException">Neither is given, or what is given cannot be meant.</exception>
    public VisorHome Of(ParseResult command)
    {
        var given = command.GetValue(Option);
        var source = given is null ? Variable : "--home";
        var path = given ?? environment(Variable);
        if (string.IsNullOrEmpty(path) && given is null)
        {
            throw new VisorException(
                ExitCodes.Usage,
                $"no home folder is given: write --home PATH or set {Variable}; `visor init --home PATH` makes a new one");
        }

        if (string.IsNullOrWhiteSpace(path))
            throw new VisorException(ExitCodes.Usage, $"{source} is empty; write the path of the home folder");

        // Shells expand it only at the beginning of a word, so that in --home=~/visor it arrives as it is.
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
            throw new VisorException(ExitCodes.Usage, $"{source} begins with '~', which the shell did not expand; write the path in full");
        return new VisorHome(path);
    }

    /// <exception cref="VisorException">There is no such folder.</exception>
    public static VisorHome Existing(VisorHome home) => Directory.Exists(home.Root) ? home : throw new VisorException(
        ExitCodes.Configuration, $"there is no home folder {home.Root}; `visor init --home {home.Root}` makes one");
}
