using System.CommandLine;
using Visor.Home;
using Visor.Model;

namespace Visor.Commands;

/// <summary><c>--config</c>: a configuration file that lies elsewhere than in the home, such as one that a container gets; <c>VISOR_CONFIG</c> stands in for it.</summary>
internal sealed class ConfigOption(Func<string, string?> environment)
{
    public const string Variable = "VISOR_CONFIG";

    public Option<string> Option { get; } = new("--config")
    {
        Description = $"The configuration file. Default: the environment variable {Variable}, then the file in the home folder.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <exception cref="VisorException">What is given cannot be meant.</exception>
    public VisorHome Of(ParseResult command, VisorHome home) =>
        command.GetValue(Option) is { } given ? home.WithConfig(Checked("--config", given), $" --config {ShellWord.Quote(given)}") : OfEnvironment(home, environment);

    /// <summary>For whoever has no such option.</summary>
    /// <exception cref="VisorException">As above.</exception>
    public static VisorHome OfEnvironment(VisorHome home, Func<string, string?> environment) =>
        environment(Variable) is { Length: > 0 } path ? home.WithConfig(Checked(Variable, path), "") : home;

    private static string Checked(string source, string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new VisorException(ExitCodes.Usage, $"{source} is empty; give the path of the configuration file");
        if (path.StartsWith('-'))
            throw new VisorException(ExitCodes.Usage, $"{source} takes a path, not {PlainText.Excerpt(path)}; a file of that name is ./{PlainText.Excerpt(path)}");
        if (path.StartsWith("~/", StringComparison.Ordinal))
            throw new VisorException(ExitCodes.Usage, $"{source} begins with '~', which the shell did not expand; give the full path");
        return Directory.Exists(path) ? throw new VisorException(ExitCodes.Usage, $"{source}: {PlainText.Excerpt(path)} is a folder; give the path of the configuration file") : path;
    }
}
