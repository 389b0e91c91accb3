using CsCheck;
using Shouldly;
using Visor.Status.Page;
using Xunit;

namespace Visor.Tests.Status.Page;

[Pure]
public sealed class HtmlTests
{
    [Fact]
    public void Text_is_encoded_and_pieces_are_not()
    {
        const string hostile = "\"><script>alert('x')</script>&";
        Html.Of($"<p title=\"{hostile}\">{Html.Of($"<b>{7}</b>")}</p>").Markup
            .ShouldBe("<p title=\"&quot;&gt;&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;\"><b>7</b></p>");
    }

    [Fact]
    public void No_text_at_all_breaks_out_of_its_place() =>
        Gen.String.Sample(text =>
        {
            var markup = Html.Of($"{text}").Markup;
            return markup.IndexOfAny(['<', '>', '"', '\'']) < 0 && !markup.Any(char.IsControl);
        });

    [Fact]
    public void Numbers_are_written_the_same_everywhere() => Html.Of($"{0.25} {12UL} {1234.56}").Markup.ShouldBe("0.3 12 1234.6");

    [Fact]
    public void What_is_put_into_a_frame_is_not_looked_at_again() =>
        PageFrame.Fill("<p>{a}</p><p>{b}</p>", new Dictionary<string, Html>(StringComparer.Ordinal) { ["a"] = Html.Trusted("{b}"), ["b"] = Html.Trusted("2") })
            .ShouldBe("<p>{b}</p><p>2</p>");
}
