using System.Text;

namespace Visor.Status.Page;

/// <summary>Puts pieces into the places that a frame leaves open: <c>{name}</c>, each once, what was put in never looked at again.</summary>
internal static class PageFrame
{
    /// <param name="frame">It has braces nowhere else.</param>
    public static string Fill(string frame, IReadOnlyDictionary<string, Html> pieces)
    {
        var page = new StringBuilder(frame.Length * 4);
        var rest = frame.AsSpan();
        for (var open = rest.IndexOf('{'); open >= 0; open = rest.IndexOf('{'))
        {
            var close = rest.IndexOf('}');
            page.Append(rest[..open]).Append(pieces[rest[(open + 1)..close].ToString()].Markup);
            rest = rest[(close + 1)..];
        }

        return page.Append(rest).ToString();
    }
}
