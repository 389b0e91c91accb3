using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Commands.Cosmovisor;

/// <summary>The command line of Cosmovisor 1.7. What stands behind <c>run</c> is the chain's; everything else is parsed here.</summary>
internal sealed class CosmovisorCommand
{
    private static readonly CommandFlag ConfigFile = new(ConfigArgument.Name, 'c');

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly CosmovisorSeams _seams;
    private readonly CosmovisorSettingsReader _reader;

    private CosmovisorCommand(TextWriter output, TextWriter error, Func<string, string?> environment, CosmovisorSeams seams)
    {
        _output = output;
        _error = error;
        _seams = seams;
        _reader = new CosmovisorSettingsReader(environment, seams.Variables, PathKinds.Of);
    }

    /// <param name="environment">The value of an environment variable.</param>
    /// <returns>The exit code: 0, or that of what has been run.</returns>
    /// <exception cref="VisorException">The command line or the settings are wrong, or the command failed, for a reason the operator can mend; a line each.</exception>
    public static async Task<int> Invoke(
        ImmutableArray<string> arguments, TextWriter output, TextWriter error, Func<string, string?> environment, CosmovisorSeams seams, CancellationToken cancellation)
    {
        try
        {
            return await new CosmovisorCommand(output, error, environment, seams).Run(arguments, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{PlainText.Clause(e)}; see that this user may write there, and that the disk has room");
        }
        catch (ReleaseException e)
        {
            throw new VisorException(ExitCodes.Failed, e.Message);
        }
    }

    private async Task<int> Run(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var (word, rest) = CommandWord.Find(arguments);
        return word switch
        {
            "run" => await RunNode(rest, cancellation),
            // As units of old have it.
            "start" => await RunNode(arguments, cancellation),
            "" or "help" => Help(rest),
            "version" => await Version(rest, cancellation),
            "init" => await Init(rest, cancellation),
            "config" => Config(rest),
            "add-upgrade" => await AddUpgrade(rest, cancellation),
            "add-batch-upgrade" => await AddBatch(rest, cancellation),
            "prepare-upgrade" => await Prepare(rest, cancellation),
            "show-upgrade-info" => Show(rest),
            _ => throw Unknown(word),
        };
    }

    private Task<int> RunNode(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var (rest, file) = ConfigArgument.TakeFrom(arguments);
        return _seams.Run(Settings(file, showsHints: true), rest, cancellation);
    }

    private int Help(ImmutableArray<string> arguments)
    {
        var flags = CommandFlags.Parse([.. arguments.Where(a => a.StartsWith('-'))], ConfigFile);
        _output.Write(CosmovisorHelp.Text);
        var reading = Reading(flags.Value(ConfigFile.Name));
        _output.WriteLine(reading.Settings is { } settings ? $"The settings are right:\n{SettingsList.Of(settings)}" : "The settings are not right:");
        foreach (var line in reading.Errors.Concat(reading.Hints))
            _error.WriteLine(line);
        return ExitCodes.Success;
    }

    private Task<int> Version(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var flags = Parse("version", arguments, 0, new CommandFlag("cosmovisor-only", IsSwitch: true), new CommandFlag("output", 'o'));
        return flags is null ? Done : new VersionReport(_output, _error, _seams, () => Settings(file: null, showsHints: false)).Write(
            isJson: flags.Value("output") is "json", withApp: !flags.IsOn("cosmovisor-only"), cancellation);
    }

    private async Task<int> Init(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        if (Parse("init", arguments, 1) is not { } flags)
            return ExitCodes.Success;
        var reading = _reader.ReadForInit();
        var settings = reading.Settings ?? throw Refused(reading);
        await new HomeSetup(_output, _seams).Create(settings, flags.Words[0], cancellation);
        return ExitCodes.Success;
    }

    private int Config(ImmutableArray<string> arguments)
    {
        if (Parse("config", arguments, 0) is { } flags)
            _output.Write(SettingsList.Of(Settings(flags.Value(ConfigFile.Name), showsHints: true)));
        return ExitCodes.Success;
    }

    private async Task<int> AddUpgrade(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        if (Parse("add-upgrade", arguments, 2, new CommandFlag("force", IsSwitch: true), new CommandFlag("upgrade-height")) is not { } flags)
            return ExitCodes.Success;
        var addition = new GivenUpgrade(flags.Words[0], flags.Words[1], GivenUpgrade.HeightOf(flags.Value("upgrade-height") ?? "0", "--upgrade-height"));
        var settings = Settings(flags.Value(ConfigFile.Name), showsHints: false);
        await new UpgradeAddition(settings, _output, _seams).Add(addition, flags.IsOn("force"), cancellation);
        return ExitCodes.Success;
    }

    private async Task<int> AddBatch(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        if (Parse("add-batch-upgrade", arguments, 0, new CommandFlag("upgrade-file"), new CommandFlag("upgrade-list")) is not { } flags)
            return ExitCodes.Success;
        var settings = Settings(flags.Value(ConfigFile.Name), showsHints: false);
        await new UpgradeAddition(settings, _output, _seams).AddBatch(UpgradeList.Read(flags.Value("upgrade-file"), [.. flags.Values("upgrade-list")]), cancellation);
        return ExitCodes.Success;
    }

    private async Task<int> Prepare(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        if (Parse("prepare-upgrade", arguments, 0) is { } flags)
            await new UpgradePreparation(Settings(flags.Value(ConfigFile.Name), showsHints: false), _output, _seams).Run(cancellation);
        return ExitCodes.Success;
    }

    private int Show(ImmutableArray<string> arguments)
    {
        if (Parse("show-upgrade-info", arguments, 0) is { } flags)
            _output.WriteLine(UpgradeInfoDisplay.Of(Settings(flags.Value(ConfigFile.Name), showsHints: false)));
        return ExitCodes.Success;
    }

    private static Task<int> Done => Task.FromResult(ExitCodes.Success);

    /// <returns>Null: its help was asked for, and has been written.</returns>
    private CommandFlags? Parse(string verb, ImmutableArray<string> arguments, int words, params ImmutableArray<CommandFlag> known)
    {
        var flags = CommandFlags.Parse(arguments, known.Add(ConfigFile));
        if (flags.WantsHelp)
        {
            _output.WriteLine($"Usage: cosmovisor {CosmovisorHelp.UsageOf(verb)}");
            return null;
        }

        return flags.Words.Length == words
            ? flags
            : throw new VisorException(ExitCodes.Failed, $"`cosmovisor {verb}` takes {words} word{(words == 1 ? "" : "s")}, not {flags.Words.Length}: cosmovisor {CosmovisorHelp.UsageOf(verb)}");
    }

    private CosmovisorReading Reading(string? file) => _reader.Read(file is null ? null : CosmovisorConfigFile.Read(file));

    private CosmovisorSettings Settings(string? file, bool showsHints)
    {
        var reading = Reading(file);
        if (showsHints)
        {
            foreach (var hint in reading.Hints)
                _error.WriteLine($"visor: {PlainText.Line(hint)}");
        }

        return reading.Settings ?? throw Refused(reading);
    }

    private static VisorException Refused(CosmovisorReading reading) => new(ExitCodes.Failed, string.Join('\n', reading.Errors));

    private static VisorException Unknown(string word)
    {
        var meant = NameSuggestion.Find(word, CosmovisorHelp.Verbs) is { } verb ? $", did you mean {verb}?" : "; see `cosmovisor help`.";
        return new VisorException(ExitCodes.Failed, $"unknown command \"{PlainText.Excerpt(word, 60)}\" for \"cosmovisor\"{meant} A command of the chain's binary stands behind run: `cosmovisor run {ShellWord.Quote(PlainText.Excerpt(word, 60))}`");
    }
}
