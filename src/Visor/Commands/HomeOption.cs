using System.CommandLine;
using Visor.Home;

namespace Visor.Commands;

/// <summary><c>--home PATH</c>, before or after the verb; the variable <c>VISOR_HOME</c> stands in for it.</summary>
internal sealed class HomeOption
{
    public const string Variable = "VISOR_HOME";

    public Option<string> Option { get; } = new("--home")
    {
        Description = $"Visor's home folder; {Variable} stands in for it",
        HelpName = "PATH",
        Recursive = true,
    };

    /// <exception cref="VisorException">Neither the option nor the variable says where the home is.</exception>
    public VisorHome Of(ParseResult parsed)
    {
        var path = parsed.GetValue(Option);
        if (string.IsNullOrEmpty(path))
            path = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(path)
            ? throw new VisorException(
                ExitCodes.Usage,
                $"which home? Give --home PATH or set {Variable}; `visor init --home PATH` makes a new one")
            : new VisorHome(path);
    }
}
