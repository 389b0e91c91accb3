using System.CommandLine;
using Visor.Chains;
using Visor.Home;
using Visor.Model;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>--home</c>, before or after the verb; <c>VISOR_HOME</c> stands in for it, and for both the home of Visor's package, where there is one.</summary>
internal sealed class HomeOption(Func<string, string?> environment, ChainFamilies chains, string packageHome)
{
    private const string Variable = "VISOR_HOME";

    public Option<string> Option { get; } = new("--home")
    {
        Description = $"The home folder. Default: the environment variable {Variable}, then {VisorHome.OfPackage} if that is a home.",
        HelpName = "PATH",
        Recursive = true,
    };

    public ConfigOption Config { get; } = new(environment);

    public Option<bool> AsThisUser { get; } = new(OwnerSwitch.Flag)
    {
        Description = "Work as this user although the home belongs to another. Without it, root switches to the owner, and `visor run` is refused.",
        Recursive = true,
    };

    /// <summary>How the nodes of a home are run.</summary>
    public Chain ChainOf(VisorHome home) => chains.Open(home, environment);

    /// <summary>The home, of which everything is done as its owner from here on if this is root.</summary>
    /// <exception cref="VisorException">None is given, and the package has none; what is given cannot be meant, or its owner cannot work there.</exception>
    public VisorHome Open(ParseResult command) => As(command, OwnerSwitch.Become);

    /// <summary>The same for a verb that ends processes: they may be another user's.</summary>
    /// <exception cref="VisorException">As above.</exception>
    public VisorHome ForStop(ParseResult command) => As(command, OwnerSwitch.BecomeForStop);

    /// <summary>The same for a verb that leaves files and processes behind, and so is the owner's alone.</summary>
    /// <param name="flags">What else was typed, to be typed again.</param>
    /// <exception cref="VisorException">As above, or this is another user.</exception>
    public VisorHome ForRun(ParseResult command, string flags) =>
        As(command, home => OwnerSwitch.RequireToRun(home, $"visor run --home {home.Word}{home.ConfigWords}{flags}"));

    /// <summary>A home that is to be made. None is made where nobody has asked for it.</summary>
    /// <exception cref="VisorException">As above.</exception>
    public VisorHome ForInit(ParseResult command) => Named(command) is null
        ? throw new VisorException(
            ExitCodes.Usage, $"no home folder given: add --home PATH or set {Variable}; the packaged service runs the home that `visor init --home {ShellWord.Quote(packageHome)}` creates")
        : Open(command);

    private VisorHome As(ParseResult command, Action<VisorHome> becomeRightUser)
    {
        var home = PathOf(command);
        if (command.GetValue(AsThisUser))
            OwnerSwitch.RefuseLinks(home);
        else
            becomeRightUser(home);
        return home;
    }

    /// <summary>Where it is; who asks stays who it is, and opens nothing there.</summary>
    /// <exception cref="VisorException">None is given, and the package has none; or what is given cannot be meant.</exception>
    public VisorHome PathOf(ParseResult command)
    {
        if (Named(command) is { } named)
            return Config.Of(command, named);
        var package = Config.Of(command, chains.HomeAt(packageHome));
        return IsRecognized(package) ? package : throw new VisorException(
            ExitCodes.Usage,
            $"no home folder given, and {packageHome} is not one: add --home PATH or set {Variable}; `visor init --home PATH` creates a new one");
    }

    /// <returns>Null: neither the command line nor the environment names one.</returns>
    private VisorHome? Named(ParseResult command)
    {
        var given = command.GetValue(Option);
        var (source, path) = given is null ? FromEnvironment() : ("--home", given);
        if (string.IsNullOrEmpty(path) && given is null)
            return null;
        if (string.IsNullOrWhiteSpace(path))
            throw new VisorException(ExitCodes.Usage, $"{source} is empty; give the path of the home folder");

        // The path was forgotten, and what follows was taken for it.
        if (path.StartsWith('-'))
            throw new VisorException(ExitCodes.Usage, $"{source} takes a path, not {PlainText.Excerpt(path)}; a folder of that name is ./{PlainText.Excerpt(path)}");

        // Shells expand it only at the beginning of a word, so that in --home=~/visor it arrives as it is.
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
            throw new VisorException(ExitCodes.Usage, $"{source} begins with '~', which the shell did not expand; give the full path");
        return chains.HomeAt(path);
    }

    private (string Variable, string? Path) FromEnvironment() =>
        environment(Variable) is { Length: > 0 } own ? (Variable, own) : chains.Named(environment) is { } named ? (named.Variable, named.Path) : (Variable, null);

    /// <summary>A home in which something is noted or remembered: said of a mistyped folder it would be believed of the node.</summary>
    /// <exception cref="VisorException">There is no such folder, or it is no home.</exception>
    public static VisorHome Recognized(VisorHome home) => Existing(home) is var found && IsRecognized(found)
        ? found
        : throw new VisorException(ExitCodes.Configuration, $"{home.Root} is not a home folder: it has neither {home.ConfigName} nor current, so Visor knows nothing of its node and did nothing; give another --home PATH");

    private static bool IsRecognized(VisorHome home) => OwnerSwitch.IsHome(home) || Path.Exists(home.Current) || Path.Exists(home.Private);

    /// <exception cref="VisorException">There is no such folder.</exception>
    public static VisorHome Existing(VisorHome home) => Directory.Exists(home.Root) ? home : throw new VisorException(ExitCodes.Configuration, HowToGet(home));

    /// <summary>The message for a home folder that does not exist.</summary>
    public static string HowToGet(VisorHome home) => Path.Exists(home.Root)
        ? $"{home.Root} is a file, not a folder; give another --home PATH"
        : $"there is no home folder {home.Root}; `visor init --home {home.Word}` creates one";
}
