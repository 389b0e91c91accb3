using System.Globalization;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>Takes settings out of their source, each by the rules of its kind; what is wrong is collected and read as if it were absent.</summary>
internal sealed class SettingReader(SettingSource source)
{
    private readonly List<string> _errors = [];
    private readonly List<string> _hints = [];

    public IReadOnlyList<string> Errors => _errors;

    public IReadOnlyList<string> Hints => _hints;

    public SettingSource Source => source;

    public void Error(string sentence) => _errors.Add(sentence);

    public void Hint(string sentence) => _hints.Add(sentence);

    /// <returns>Empty: it is absent or empty.</returns>
    public string Text(string variable)
    {
        if (source.Find(variable) is not { } value)
            return "";
        if (value is SettingValue.OfFile { Entry.Value: not (TomlText or TomlWholeNumber) } other)
        {
            Error($"{value.Place}: must be a text, not {other.Entry.Value.Description}; write it in quotes");
            return "";
        }

        if (!value.Text!.Any(char.IsControl))
            return value.Text!;
        Error($"{value.Place}: contains a control character such as a line break; write it without");
        return "";
    }

    /// <param name="takesOn">Cosmovisor 0.x wanted the word <c>on</c> for this one.</param>
    public bool Boolean(string variable, bool absent, bool takesOn = false)
    {
        if (source.Find(variable) is not { } value || value.Text is "")
            return absent;
        if (value.Text is { } text && value is not SettingValue.OfFile { Entry.Value: TomlWholeNumber })
        {
            if (GoBoolean.Parse(text) is { } flag)
                return flag;
            if (takesOn && string.Equals(text, "on", StringComparison.OrdinalIgnoreCase))
            {
                Hint($"{value.Place}: {Quoting.Quote(text)} is read as true; write true, because Cosmovisor from 1.0 on refuses {Quoting.Quote(text)}");
                return true;
            }
        }

        Error($"{value.Place}: {Shown(value)} is neither true nor false; write one of them");
        return absent;
    }

    /// <returns>Null: it is absent or, in a file, 0.</returns>
    public GoDuration? Duration(string variable)
    {
        if (source.Find(variable) is not { } value || value.Text is "")
            return null;
        var isOfFile = value is SettingValue.OfFile;
        GoDuration duration;
        switch (value)
        {
            // Cosmovisor writes them so.
            case SettingValue.OfFile { Entry.Value: TomlWholeNumber nanoseconds }:
                duration = new GoDuration(nanoseconds.Number);
                break;
            case SettingValue.OfFile { Entry.Value: not TomlText } other:
                Error($"{value.Place}: must be a duration, not {other.Entry.Value.Description}; write a text such as \"10s\", or nanoseconds as a whole number");
                return null;
            default:
                if (GoDuration.ProblemOf(value.Text!, out duration) is not { } problem)
                    break;
                Error($"{value.Place}: {Quoting.Quote(value.Text!)} {problem}");
                return null;
        }

        // In a file 0 is what `init` writes for what is not set.
        if (duration.Nanoseconds == 0 && isOfFile)
            return null;
        if (duration.Nanoseconds > 0)
            return duration;
        Error($"{value.Place}: {Shown(value)} is not above 0; write a duration such as 10s, or {(isOfFile ? "delete the line" : $"unset {variable}")}");
        return null;
    }

    public int Number(string variable)
    {
        if (source.Find(variable) is not { } value || value.Text is "")
            return 0;
        if (value.Text is not { } text || value is SettingValue.OfFile { Entry.Value: TomlFlag }
            || !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Error($"{value.Place}: {Shown(value)} is not a whole number; write one such as 3");
            return 0;
        }

        if (number < 0)
            Hint($"{value.Place}: {Shown(value)} is read as 0; write 0 or more");
        return Math.Max(0, number);
    }

    private static string Shown(SettingValue value) => value switch
    {
        SettingValue.OfFile { Entry.Value: not TomlText and not TomlWholeNumber } other => PlainText.Excerpt(other.Entry.Value.Description),
        { Text: { } text } => Quoting.Quote(text),
        _ => "this",
    };
}
