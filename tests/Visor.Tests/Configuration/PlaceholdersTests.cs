using Shouldly;
using Visor.Configuration;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Configuration;

[Pure]
public sealed class PlaceholdersTests
{
    [Theory]
    [InlineData("{tag}", "v1.2.3", "v1.2.3")]
    [InlineData("node-{version}.zip", "v1.2.3", "node-1.2.3.zip")]
    [InlineData("{version}/{version}", "1.2.3", "1.2.3/1.2.3")]
    [InlineData("{version}", "v..", "v..")]
    [InlineData("{version}", "version-2", "version-2")]
    [InlineData("none", "v1", "none")]
    public void The_tag_stands_for_them(string text, string tag, string expected)
    {
        Placeholders.ProblemWith(text).ShouldBeNull();
        Placeholders.Expand(text, ReleaseTag.Parse(tag)).ShouldBe(expected);
    }

    [Fact]
    public void The_machine_is_called_as_in_the_usual_name_of_an_asset() =>
        $"{Placeholders.Expand("{os}-{arch}", ReleaseTag.Parse("v1"))}.zip".ShouldBe(new ChainDefaults("", "", "x").AssetName["x-".Length..]);

    [Theory]
    [InlineData("{tagg}", "has the placeholder {tagg}, and Visor knows {tag}, {version}, {os} and {arch}; did you mean {tag}?")]
    [InlineData("{}", "has the placeholder {}, and Visor knows {tag}, {version}, {os} and {arch}")]
    [InlineData("{Tag}", "has the placeholder {Tag}")]
    [InlineData("{tag", "has a '{' or '}' that belongs to no placeholder")]
    [InlineData("tag}", "has a '{' or '}' that belongs to no placeholder")]
    [InlineData("{{tag}}", "has a '{' or '}' that belongs to no placeholder")]
    public void There_are_no_others(string text, string told) => Placeholders.ProblemWith(text).ShouldNotBeNull().ShouldStartWith(told);

    [Fact]
    public void No_tag_leads_out_of_the_folder()
    {
        string[] parts = ["v", ".", "..", "1", "-", "+", "_", "v."];
        var tags = from a in parts from b in parts from c in parts where ReleaseTag.TryParse(a + b + c, out _) select ReleaseTag.Parse(a + b + c);
        foreach (var tag in tags)
        {
            foreach (var text in (string[])["/srv/{tag}/x", "/srv/{version}/x", "/srv/.{version}/x", "/srv/{version}./x", "/srv/{tag}{version}/x"])
            {
                var path = Placeholders.Expand(text, tag);
                Path.GetFullPath(path).ShouldBe(path);
                path.Count(c => c is '/').ShouldBe(3);
            }
        }
    }
}
