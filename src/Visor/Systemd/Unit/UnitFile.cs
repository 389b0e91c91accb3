using System.Text;

namespace Visor.Systemd.Unit;

/// <summary>The settings of a systemd unit with its drop-in files, systemd.syntax(7): the last assignment counts, an empty one resets.</summary>
internal sealed class UnitFile
{
    // Of the settings that are looked at, those that grow with each assignment.
    private static readonly string[] Lists =
    [
        "RestartPreventExitStatus", "RestartForceExitStatus", "ExecStart", "Environment", "ReadWritePaths", "ReadOnlyPaths", "InaccessiblePaths", "TemporaryFileSystem",
        "RuntimeDirectory", "StateDirectory", "RestrictAddressFamilies", "SystemCallFilter",
    ];

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

    /// <summary>As <c>systemctl</c> takes it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The value of a setting in <c>[Service]</c>, a line for each assignment of a list; null: it has its default.</summary>
    public string? Of(string setting) => _settings.GetValueOrDefault(setting) is { Length: > 0 } value ? value : null;

    private void Read(string text)
    {
        var section = "";
        foreach (var line in LogicalLines(text))
        {
            if (line.StartsWith('[') && line.EndsWith(']'))
                section = line[1..^1];
            else if (string.Equals(section, "Service", StringComparison.Ordinal) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                Assign(line[..at].Trim(), line[(at + 1)..].Trim());
        }
    }

    // A backslash at its end, which is not itself behind one, joins a line with the next; comments in between are passed over.
    private static IEnumerable<string> LogicalLines(string text)
    {
        var begun = new StringBuilder();
        foreach (var line in text.Split('\n').Select(l => l.Trim(' ', '\t', '\r')).Where(l => !l.StartsWith('#') && !l.StartsWith(';')))
        {
            var isContinued = (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
            begun.Append(isContinued ? line[..^1] + " " : line);
            if (isContinued)
                continue;
            if (begun.Length > 0)
                yield return begun.ToString();
            begun.Clear();
        }

        if (begun.Length > 0)
            yield return begun.ToString();
    }

    private void Assign(string setting, string value)
    {
        var isList = Lists.Contains(setting, StringComparer.Ordinal);
        _settings[setting] = isList && value.Length > 0 && _settings.GetValueOrDefault(setting) is { Length: > 0 } before ? $"{before}\n{value}" : value;
    }
}
