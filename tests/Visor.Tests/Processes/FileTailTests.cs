using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class FileTailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_there_before_does_not_count()
    {
        File.WriteAllText(_folder["log"], "before\n");
        var mark = FileTail.LengthOf(_folder["log"]).ShouldNotBeNull();
        File.AppendAllText(_folder["log"], "first\n\nsecond\nunfinished");

        FileTail.Read(_folder["log"], mark).ShouldBe(["first", "second", "unfinished"]);
    }

    [Fact]
    public void Of_a_long_file_only_the_end_is_read_and_no_line_is_shown_in_part()
    {
        File.WriteAllText(_folder["log"], string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n")));

        var lines = FileTail.Read(_folder["log"], from: 0);

        lines[^1].ShouldBe("line 99999");
        lines.ShouldAllBe(line => line.StartsWith("line ", StringComparison.Ordinal));
        lines.Sum(line => line.Length + 1).ShouldBeLessThanOrEqualTo(FileTail.MaxBytes);
    }

    [Fact]
    public void A_file_that_was_cut_since_is_read_from_its_beginning()
    {
        File.WriteAllText(_folder["log"], "anew\n");

        FileTail.Read(_folder["log"], from: 1000).ShouldBe(["anew"]);
    }
}
