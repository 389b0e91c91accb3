using Shouldly;
using Visor.Platform.Files;
using Xunit;

namespace Visor.Tests.Platform.Files;

public sealed class FileFingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_nobody_touched_is_the_same()
    {
        var file = _folder.Write("vega", "binary");

        FileFingerprint.Of(file).ShouldNotBeNull().ShouldBe(FileFingerprint.Of(file));
    }

    [Fact]
    public void A_file_that_was_written_or_replaced_is_another()
    {
        var file = _folder.Write("vega", "binary");
        var before = FileFingerprint.Of(file);

        File.AppendAllText(file, "!");
        FileFingerprint.Of(file).ShouldNotBe(before);

        File.WriteAllText(file, "binarz");
        FileFingerprint.Of(file).ShouldNotBe(before);
    }

    [Fact]
    public void A_file_replaced_by_one_of_the_same_size_and_time_is_another()
    {
        var file = _folder.Write("vega", "binary");
        var before = FileFingerprint.Of(file);
        var written = File.GetLastWriteTimeUtc(file);

        var other = _folder.Write("other", "yranib");
        File.SetLastWriteTimeUtc(other, written);
        File.Move(other, file, overwrite: true);

        File.GetLastWriteTimeUtc(file).ShouldBe(written);
        FileFingerprint.Of(file).ShouldNotBe(before);
    }

    [Fact]
    public void A_link_counts_as_what_it_leads_to()
    {
        var file = _folder.Write("vega", "binary");
        File.CreateSymbolicLink(_folder["link"], "vega");

        FileFingerprint.Of(_folder["link"]).ShouldBe(FileFingerprint.Of(file));
    }

    [Fact]
    public void What_is_not_there_or_leads_nowhere_has_no_stamp()
    {
        File.CreateSymbolicLink(_folder["link"], "nowhere");

        FileFingerprint.Of(_folder["vega"]).ShouldBeNull();
        FileFingerprint.Of(_folder["link"]).ShouldBeNull();
        FileFingerprint.Of(_folder["no/such/folder"]).ShouldBeNull();
    }
}
