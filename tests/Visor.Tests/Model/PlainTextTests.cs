using System.Text;
using CsCheck;
using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Model;

[Pure]
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \r\n\t ", "")]
    [InlineData("  two\r\n\twords \n", "two words")]
    [InlineData("\u001b[31mred\u0000\u009b", "?[31mred??")]
    [InlineData("left\u202eto right\u200b", "left?to right?")]
    [InlineData("Grüße 🚀", "Grüße 🚀")]
    public void What_a_terminal_might_obey_is_replaced(string text, string expected) => PlainText.Excerpt(text).ShouldBe(expected);

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        PlainText.Excerpt(new string('x', 200)).ShouldBe(new string('x', 200));
        PlainText.Excerpt(new string('x', 201)).ShouldBe(new string('x', 200) + "…");
        PlainText.Excerpt(new string('x', 199) + "🚀").ShouldBe(new string('x', 199) + "…");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => PlainText.Excerpt("half \ud83d").ShouldBe("half \ufffd");

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_shown_as_far_as_they_are() => PlainText.Excerpt([0x6f, 0x6b, 0xff]).ShouldBe("ok\ufffd");

    [Fact]
    public void Every_excerpt_is_one_bounded_line_whether_it_came_as_bytes_or_as_text() =>
        Gen.String.Sample(text =>
        {
            var shown = PlainText.Excerpt(Encoding.UTF8.GetBytes(text));
            return shown.Length <= PlainText.MaxLength + 1 && !shown.Any(char.IsControl);
        });

    [Theory]
    [InlineData("", "")]
    [InlineData("  all of it, as it is  ", "  all of it, as it is  ")]
    [InlineData("nowhere\u001b]0;title\u0007\u001b[31m\tGrüße", "nowhere?]0;title??[31m Grüße")]
    [InlineData("left\u202eto right", "left?to right")]
    public void A_line_of_Visors_own_keeps_everything_but_what_a_terminal_might_obey(string text, string expected) => PlainText.Line(text).ShouldBe(expected);

    [Fact]
    public void A_line_is_as_long_as_the_text_and_a_text_has_as_many_lines_as_it_has_ends()
    {
        PlainText.Line(new string('ä', 5000)).Length.ShouldBe(5000);
        PlainText.Lines("one\r\ntwo\n\u001bthree").ShouldBe(["one", "two", "?three"]);
    }

    [Fact]
    public void A_paragraph_keeps_its_lines_and_the_blanks_of_a_command()
    {
        PlainText.Paragraph("this has to be decided:\n  first:   ln -s 'a  b'\u001b\n", 60).ShouldBe("this has to be decided:\n  first:   ln -s 'a  b'?");
        PlainText.Paragraph("long and longer\nshort", 6).ShouldBe("long a…\nshort");
        PlainText.Paragraph(new string('\n', 1000) + "x" + string.Concat(Enumerable.Repeat("\ny", 1000)), 6).Split('\n').Length.ShouldBe(20);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("the node is upgrading", "The node is upgrading")]
    [InlineData("visor run", "Visor run")]
    [InlineData("v", "V")]
    [InlineData("v0.4.0 runs and its core answers", "v0.4.0 runs and its core answers")]
    public void A_sentence_begins_with_a_capital_unless_it_begins_with_a_tag(string text, string expected) => PlainText.Sentence(text).ShouldBe(expected);

    [Fact]
    public void No_line_has_a_control_character() => Gen.String.Sample(text => PlainText.Lines(text).All(line => !line.Any(char.IsControl)));
}
