using System.Collections.Immutable;
using Visor.Configuration;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>Reads Cosmovisor's settings, as Cosmovisor 1.7 does, from the environment or from its configuration file. It touches nothing: who looks at folders is given.</summary>
/// <param name="environment">The value of an environment variable; null: it is not set.</param>
/// <param name="names">The names of all environment variables.</param>
/// <param name="look">What stands at an absolute path.</param>
internal sealed class CosmovisorSettingsReader(Func<string, string?> environment, IEnumerable<string> names, Func<string, PathKind> look)
{
    private readonly ImmutableArray<string> _names = [.. names];

    /// <param name="file">What <c>--cosmovisor-config</c> names; null: the environment alone counts.</param>
    public CosmovisorReading Read(CosmovisorConfigFile? file = null) => Read(file, isForInit: false);

    /// <summary>The same before there is a home: no folder has to exist.</summary>
    public CosmovisorReading ReadForInit() => Read(file: null, isForInit: true);

    private CosmovisorReading Read(CosmovisorConfigFile? file, bool isForInit)
    {
        var reader = new SettingReader(new SettingSource(environment, file));
        foreach (var error in file?.Errors ?? [])
            reader.Error(error);
        // What else is missing is missing because the file could not be read.
        if (file is { Errors: not [], Entries.IsEmpty: true })
            return new CosmovisorReading(null, [.. reader.Errors], []);

        var settings = Values(reader, file);
        new SettingRules(reader, look).Check(settings, isForInit);
        foreach (var hint in VariableHints.Of(environment, _names).Concat(file is null ? [] : FileHints.Of(file, environment)))
            reader.Hint(hint);
        return new CosmovisorReading(reader.Errors.Count == 0 ? settings : null, [.. reader.Errors], [.. reader.Hints]);
    }

    // A variable that is absent has the default that Cosmovisor documents; a key that a file does not have is empty, 0 or false.
    private static CosmovisorSettings Values(SettingReader reader, CosmovisorConfigFile? file)
    {
        var isFile = file is not null;
        var home = reader.Text(CosmovisorVariables.Home);
        var backup = reader.Text(CosmovisorVariables.BackupFolder);
        home = home.StartsWith('/') ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(home)) : home;
        return new CosmovisorSettings(home, reader.Text(CosmovisorVariables.Name))
        {
            ConfigFile = file?.Path,
            AllowDownload = reader.Boolean(CosmovisorVariables.AllowDownload, absent: false, takesOn: true),
            MustHaveChecksum = reader.Boolean(CosmovisorVariables.MustHaveChecksum, absent: false),
            RestartAfterUpgrade = reader.Boolean(CosmovisorVariables.RestartAfterUpgrade, absent: !isFile, takesOn: true),
            RestartDelay = reader.Duration(CosmovisorVariables.RestartDelay)?.ToTimeSpan() ?? TimeSpan.Zero,
            ShutdownGrace = reader.Duration(CosmovisorVariables.ShutdownGrace)?.ToTimeSpan(),
            PollInterval = reader.Duration(CosmovisorVariables.PollInterval)?.ToTimeSpan() ?? (isFile ? TimeSpan.Zero : TimeSpan.FromMilliseconds(300)),
            SkipBackup = reader.Boolean(CosmovisorVariables.SkipBackup, absent: false),
            BackupFolder = backup.Length == 0 && !isFile ? home : backup,
            PreUpgradeMaxRetries = reader.Number(CosmovisorVariables.PreUpgradeMaxRetries),
            GrpcAddress = reader.Text(CosmovisorVariables.GrpcAddress) is { Length: > 0 } address ? address : isFile ? "" : "localhost:9090",
            DisableLogs = reader.Boolean(CosmovisorVariables.DisableLogs, absent: false),
            ColorLogs = reader.Boolean(CosmovisorVariables.ColorLogs, absent: !isFile),
            TimeFormat = TimeFormat(reader),
            CustomPreUpgrade = reader.Text(CosmovisorVariables.CustomPreUpgrade),
            DisableRecase = reader.Boolean(CosmovisorVariables.DisableRecase, absent: false),
        };
    }

    // The one variable of which an empty value says something: show no time.
    private static string TimeFormat(SettingReader reader)
    {
        if (reader.Source.Find(CosmovisorVariables.TimeFormat) is not { } value)
            return reader.Source.IsFile ? "" : TimeFormats.Kitchen;
        var word = reader.Text(CosmovisorVariables.TimeFormat);
        if (TimeFormats.Has(word))
            return word;
        var meant = NameSuggestion.Find(word, TimeFormats.Words);
        reader.Error($"{value.Place}: {Quoting.Quote(word)} is not a time format; write {(meant is null ? $"one of {string.Join(", ", TimeFormats.Words)}" : $"{meant}")}, or nothing for no time");
        return "";
    }
}
