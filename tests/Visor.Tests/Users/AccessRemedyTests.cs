using Shouldly;
using Visor.Home;
using Visor.Platform;
using Visor.Users;
using Xunit;

namespace Visor.Tests.Users;

[Edge]
public sealed class AccessRemedyTests : IDisposable
{
    private const int Enospc = 28;

    private readonly TemporaryFolder _folder = new();

    private VisorHome Home => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void On_a_full_disk_nobody_is_sent_to_another_user() =>
        AccessRemedy.For(Home, Home.Hold, new IOException("full", Enospc)).ShouldBe($"free space there: df -h {Home.Root}");

    [Fact]
    public void A_disk_that_is_read_only_is_not_mended_by_rights() =>
        AccessRemedy.For(Home, Home.Journal, new IOException("read-only", Native.EROFS)).ShouldContain($"mount -o remount,rw \"$(stat -c %m {Home.Root})\"");

    [Fact]
    public void Its_owner_is_let_in_where_only_the_mode_keeps_him_out()
    {
        Directory.CreateDirectory(Home.Private);

        AccessRemedy.For(Home, Home.Journal, new UnauthorizedAccessException()).ShouldBe($"its mode forbids it even to its owner: chmod -R u+rwX {Home.Private}");
    }

    [Fact]
    public void What_is_no_folder_is_moved_away_whatever_the_trouble_is_called()
    {
        _folder.Write(".visor", "");

        AccessRemedy.For(Home, Home.Lock, new IOException()).ShouldBe($"it is not Visor's; check what it is, then move it away: mv {Home.Private} {Home.Private}.aside");
    }

    [Theory]
    [InlineData("visor stop --home /a", "stop", "--home", "/a")]
    [InlineData("visor stop --home=/a", "stop", "--home=/a")]
    [InlineData("visor stop --home /srv/visor", "stop")]
    [InlineData("visor switch v0.2.0 --reason 'it is due' --home /srv/visor", "--as-this-user", "switch", "v0.2.0", "--reason", "it is due")]
    public void A_command_line_is_typed_again_with_its_home(string again, params string[] arguments) =>
        AccessRemedy.CommandLine(new VisorHome("/srv/visor"), arguments).ShouldBe(again);
}
