namespace Visor.Checking.Units;

/// <summary>The settings of a systemd unit with its drop-in files, systemd.syntax(7): the last assignment counts, an empty one resets.</summary>
internal sealed class UnitFile
{
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    /// <param name="path">For messages.</param>
    /// <param name="texts">The unit, then its drop-in files in the order of their names.</param>
    public UnitFile(string path, params IEnumerable<string> texts)
    {
        Path = path;
        foreach (var text in texts)
            Read(text);
    }

    public string Path { get; }

    /// <summary>The value of a setting in <c>[Service]</c>; null: it has its default.</summary>
    public string? Of(string setting) => _settings.GetValueOrDefault(setting) is { Length: > 0 } value ? value : null;

    private void Read(string text)
    {
        var section = "";
        foreach (var line in text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith('#') || line.StartsWith(';') || line.Length == 0)
                continue;
            if (line.StartsWith('[') && line.EndsWith(']'))
                section = line[1..^1];
            else if (string.Equals(section, "Service", StringComparison.Ordinal) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                Assign(line[..at].Trim(), line[(at + 1)..].Trim());
        }
    }

    // Lists grow with each assignment; of the settings that are looked at here these are lists.
    private void Assign(string setting, string value)
    {
        var isList = setting is "RestartPreventExitStatus" or "RestartForceExitStatus" or "ExecStart" or "Environment";
        _settings[setting] = isList && value.Length > 0 && _settings.GetValueOrDefault(setting) is { Length: > 0 } before ? $"{before} {value}" : value;
    }
}
