using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Visor.Model;

namespace Visor.Status.Page;

/// <summary>A piece of the page. Whatever is put into its text is encoded, unless it is a piece of the page itself.</summary>
internal sealed record Html
{
    // The reasons of failures name paths and what was expected; longer ones stand in the log.
    private const int MaxTextChars = 600;

    private Html(string markup) => Markup = markup;

    public static Html Nothing { get; } = new("");

    public string Markup { get; }

    public static Html Of(Builder builder) => new(builder.ToString());

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(p => p.Markup)));

    /// <summary>A file of this program, which is markup already.</summary>
    public static Html Trusted(string markup) => new(markup);

    public override string ToString() => Markup;

    /// <summary>Text from outside, as the content of an element or of a quoted attribute.</summary>
    public static string Encode(string text) => HtmlEncoder.Default.Encode(PlainText.Excerpt(text, MaxTextChars));

    [InterpolatedStringHandler]
    internal readonly ref struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text) => _text.Append(Encode(text ?? ""));

        public void AppendFormatted(Html piece) => _text.Append(piece.Markup);

        public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(ulong number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>A place in a picture.</summary>
        public void AppendFormatted(double number) => _text.Append(CultureInfo.InvariantCulture, $"{number:0.#}");

        public override string ToString() => _text.ToString();
    }
}
