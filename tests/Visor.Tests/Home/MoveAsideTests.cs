using Shouldly;
using Visor.Home;
using Xunit;

namespace Visor.Tests.Home;

[Edge]
public sealed class MoveAsideTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_is_kept_under_a_name_of_its_own_and_a_broken_link_is_not_replaced()
    {
        File.CreateSymbolicLink(_folder["current.aside-2"], "nowhere");
        var home = new VisorHome(_folder.Path);

        foreach (var expected in new[] { "current.aside", "current.aside-3" })
        {
            Directory.CreateDirectory(home.Current);
            MoveAside.Current(home).ShouldBe(Path.Combine(home.Root, expected));
            Path.Exists(home.Current).ShouldBeFalse();
        }

        new FileInfo(_folder["current.aside-2"]).LinkTarget.ShouldBe("nowhere");
    }

    [Fact]
    public void What_cannot_be_renamed_is_named() =>
        Should.Throw<IOException>(() => MoveAside.Current(new VisorHome(_folder["nowhere"]))).Message.ShouldContain("cannot be renamed");
}
