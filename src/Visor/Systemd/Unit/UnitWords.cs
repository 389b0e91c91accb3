using System.Text;

namespace Visor.Systemd.Unit;

/// <summary>The words of a value, systemd.syntax(7): in quotes or not, <c>\</c> takes the next character as it is, <c>%%</c> is a percent sign.</summary>
internal sealed class UnitWords
{
    private readonly string _value;
    private int _at;

    private UnitWords(string value) => _value = value;

    private bool IsAtEnd => _at >= _value.Length;

    private bool IsAtBlank => _value[_at] is ' ' or '\t' or '\n';

    public static IReadOnlyList<string> Split(string value)
    {
        var words = new UnitWords(value);
        List<string> found = [];
        while (words.Next() is { } word)
            found.Add(word.Replace("%%", "%", StringComparison.Ordinal));
        return found;
    }

    private string? Next()
    {
        while (!IsAtEnd && IsAtBlank)
            _at++;
        if (IsAtEnd)
            return null;
        var word = new StringBuilder();
        while (!IsAtEnd && !IsAtBlank)
        {
            if (_value[_at] is '"' or '\'')
                Quoted(word, _value[_at++]);
            else
                word.Append(Character());
        }

        return word.ToString();
    }

    private void Quoted(StringBuilder word, char quote)
    {
        while (!IsAtEnd && _value[_at] != quote)
            word.Append(Character());
        _at++;
    }

    private char Character()
    {
        if (_value[_at] == '\\' && _at + 1 < _value.Length)
            _at++;
        return _value[_at++];
    }
}
