using Shouldly;
using Visor.Platform.Files;
using Xunit;

namespace Visor.Tests.Platform.Files;

[Edge]
public sealed class FileFingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_nobody_touched_is_the_same()
    {
        var file = _folder.Write("vega", "binary");

        FileFingerprint.Read(file).ShouldNotBeNull().ShouldBe(FileFingerprint.Read(file));
    }

    [Fact]
    public void A_file_that_was_written_or_replaced_is_another()
    {
        var file = _folder.Write("vega", "binary");
        var before = FileFingerprint.Read(file);

        File.AppendAllText(file, "!");
        FileFingerprint.Read(file).ShouldNotBe(before);

        File.WriteAllText(file, "binarz");
        FileFingerprint.Read(file).ShouldNotBe(before);
    }

    [Fact]
    public void A_file_replaced_by_one_of_the_same_size_and_time_is_another()
    {
        var file = _folder.Write("vega", "binary");
        var before = FileFingerprint.Read(file);
        var written = File.GetLastWriteTimeUtc(file);

        var other = _folder.Write("other", "yranib");
        File.SetLastWriteTimeUtc(other, written);
        File.Move(other, file, overwrite: true);

        File.GetLastWriteTimeUtc(file).ShouldBe(written);
        FileFingerprint.Read(file).ShouldNotBe(before);
    }

    [Fact]
    public void A_link_counts_as_what_it_leads_to()
    {
        var file = _folder.Write("vega", "binary");
        File.CreateSymbolicLink(_folder["link"], "vega");

        FileFingerprint.Read(_folder["link"]).ShouldBe(FileFingerprint.Read(file));
    }

    [Fact]
    public void What_is_not_there_or_leads_nowhere_has_no_stamp()
    {
        File.CreateSymbolicLink(_folder["link"], "nowhere");

        FileFingerprint.Read(_folder["vega"]).ShouldBeNull();
        FileFingerprint.Read(_folder["link"]).ShouldBeNull();
        FileFingerprint.Read(_folder["no/such/folder"]).ShouldBeNull();
    }
}
