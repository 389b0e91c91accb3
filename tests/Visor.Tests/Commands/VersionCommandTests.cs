using System.Text.Json;
using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Commands;

[Edge]
public sealed class VersionCommandTests
{
    [Fact]
    public async Task Machines_read_version_and_commit()
    {
        var (code, text) = await CommandLine.Run("version --output json");

        code.ShouldBe(ExitCodes.Success);
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("version").GetString().ShouldBe(VisorVersion.OfThisProgram.Version);
        json.RootElement.GetProperty("hash").GetString().ShouldBe(VisorVersion.OfThisProgram.Commit); // As the original calls it.
        json.RootElement.GetProperty("commit").GetString().ShouldBe(VisorVersion.OfThisProgram.Commit);
    }

    [Fact]
    public async Task People_read_one_line()
    {
        var (_, text) = await CommandLine.Run("version");

        text.ShouldStartWith($"visor {VisorVersion.OfThisProgram.Version}");
        text.ShouldEndWith("\n");
        text.Count(c => c == '\n').ShouldBe(1);
    }

    [Theory]
    [InlineData("1.2.3", "v1.2.3", "")]
    [InlineData("1.2.3-alpha.0.4+0123abc", "v1.2.3-alpha.0.4", "0123abc")]
    [InlineData("1.2.3+build.5.0123abc", "v1.2.3", "0123abc")]
    public void The_commit_follows_the_version(string informational, string version, string commit) =>
        VisorVersion.Parse(informational).ShouldBe(new VisorVersion(version, commit));
}
