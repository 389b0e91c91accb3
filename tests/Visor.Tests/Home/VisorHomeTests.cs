using Shouldly;
using Visor.Home;
using Xunit;

namespace Visor.Tests.Home;

[Pure]
public sealed class VisorHomeTests
{
    private static readonly VisorHome Home = new("/var/lib/visor/");

    [Theory]
    [InlineData("v0.2.0", "/var/lib/visor/v0.2.0")]
    [InlineData("/opt/v0.2.0", "/opt/v0.2.0")]
    public void A_release_folder_is_named_by_its_name_in_the_home_or_by_its_path(string name, string folder)
    {
        Home.ReleaseFolder(name).ShouldBe(folder);
        Home.NameOf(folder).ShouldBe(name);
    }

    [Fact]
    public void A_relative_home_is_made_absolute() => new VisorHome("here").Root.ShouldBe(Path.Combine(Environment.CurrentDirectory, "here"));
}
