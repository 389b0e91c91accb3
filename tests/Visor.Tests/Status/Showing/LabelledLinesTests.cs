using Shouldly;
using Visor.Status.Showing;
using Xunit;

namespace Visor.Tests.Status.Showing;

[Pure]
public sealed class LabelledLinesTests
{
    [Fact]
    public void A_text_of_several_lines_keeps_them_below_each_other()
    {
        var lines = new LabelledLines(10, width: null);

        lines.Add("node", "failed: this has to be decided:\n  before it:  visor resolve --keep-journal\n  it has:     visor switch v0.2.0");

        lines.Lines.ShouldBe(["node      failed: this has to be decided:", "            before it:  visor resolve --keep-journal", "            it has:     visor switch v0.2.0"]);
    }

    [Fact]
    public void A_line_of_a_text_cannot_be_taken_for_one_with_a_label()
    {
        var lines = new LabelledLines(10, width: null);

        lines.Add("node", "failed\nstatus    well\rstatus    well");

        lines.Lines.ShouldAllBe(line => line.StartsWith("node ", StringComparison.Ordinal) || line.StartsWith("          ", StringComparison.Ordinal));
    }
}
