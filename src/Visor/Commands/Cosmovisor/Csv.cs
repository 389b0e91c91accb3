using System.Text;

namespace Visor.Commands.Cosmovisor;

/// <summary>Comma-separated values (RFC 4180). Lines that are empty count only for the numbers of the others.</summary>
internal static class Csv
{
    public static IEnumerable<(int Number, IReadOnlyList<string> Fields)> Lines(string text)
    {
        var (fields, field, quoted, line, start) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i == text.Length ? '\n' : text[i];
            if (quoted && i < text.Length)
            {
                line += c is '\n' ? 1 : 0;
                if (c is not '"')
                    field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] is '"')
                    field.Append(text[++i]);
                else
                    quoted = false;
                continue;
            }

            switch (c)
            {
                case '"' when field.Length == 0:
                    quoted = true;
                    break;
                case ',':
                    fields.Add(Taken(field));
                    break;
                case '\n':
                    fields.Add(Taken(field).TrimEnd('\r'));
                    if (fields is not [""])
                        yield return (start, fields);
                    (fields, start) = ([], ++line);
                    break;
                default:
                    field.Append(c);
                    break;
            }
        }
    }

    private static string Taken(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        return text;
    }
}
