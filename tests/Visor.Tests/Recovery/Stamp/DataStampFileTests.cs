using Shouldly;
using Visor.Recovery.Stamp;
using Xunit;

namespace Visor.Tests.Recovery.Stamp;

[Edge]
public sealed class DataStampFileTests : IDisposable
{
    private static readonly DataStamp Stamp = new("0123456789abcdef0123456789abcdef", 2, "v0.2.0", "v0.2.0", 100, Answered: true);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["visor-stamp.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_and_nothing_else_is_left()
    {
        DataStampFile.Read(Path).ShouldBe(new StampReading.Missing());

        DataStampFile.Write(Path, Stamp with { Number = 1 });
        DataStampFile.Write(Path, Stamp);

        DataStampFile.Read(Path).ShouldBe(new StampReading.Found(Stamp));
        Directory.GetFiles(_folder.Path).ShouldBe([Path]);
    }

    [Fact]
    public void A_link_in_its_place_is_neither_read_nor_written_through()
    {
        var target = _folder["elsewhere"];
        DataStampFile.Write(target, Stamp with { Tag = "v9.9.9" });
        File.CreateSymbolicLink(Path, target);
        File.CreateSymbolicLink(Path + ".new", target);

        DataStampFile.Read(Path).ShouldBeOfType<StampReading.Unusable>();
        DataStampFile.Write(Path, Stamp);

        DataStampFile.Read(Path).ShouldBe(new StampReading.Found(Stamp));
        DataStampFile.Read(target).ShouldBe(new StampReading.Found(Stamp with { Tag = "v9.9.9" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"format":1,"home":"a","number":0,"tag":"v0.2.0","folder":"v0.2.0","height":1,"answered":true}""")]
    [InlineData("""{"format":1,"home":"a","number":1,"tag":"../v0.2.0","folder":"v0.2.0","height":1,"answered":true}""")]
    [InlineData("""{"format":1,"home":"a","number":1,"tag":"v0.2.0","folder":"","height":1,"answered":true}""")]
    public void What_is_damaged_says_nothing(string content)
    {
        File.WriteAllText(Path, content);

        DataStampFile.Read(Path).ShouldBeOfType<StampReading.Unusable>().Why.ShouldContain(Path);
    }

    [Fact]
    public void What_a_newer_visor_has_written_is_known_as_such()
    {
        File.WriteAllText(Path, """{"format":2,"chain":"vega"}""");

        DataStampFile.Read(Path).ShouldBe(new StampReading.Newer(2));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_and_is_not_made()
    {
        Should.Throw<IOException>(() => DataStampFile.Write(_folder["gone/visor-stamp.json"], Stamp)).Message.ShouldContain("gone/visor-stamp.json");

        Directory.Exists(_folder["gone"]).ShouldBeFalse();
    }
}
