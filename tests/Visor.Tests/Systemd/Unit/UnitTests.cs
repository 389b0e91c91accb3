using Shouldly;
using Visor.Systemd.Unit;
using Xunit;

namespace Visor.Tests.Systemd.Unit;

[Edge]
public sealed class UnitTests : IDisposable
{
    private static readonly ServiceUnit Usual = new("/usr/local/bin/visor", ["run", "--home", "/srv/visor"], "/srv/visor", "vega", TimeSpan.FromSeconds(15), "/run/vega/vega.sock");

    private const string Awkward = "/srv/100% \"mine\" {{user}} ä";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_unit_of_a_usual_home() => await GoldenFile.ShouldMatch(Usual.Text(), "visor.service");

    [Fact]
    public async Task Nothing_in_a_path_can_be_taken_for_something_else() => await GoldenFile.ShouldMatch(
        (Usual with { Program = "/opt/a $b/visor", Words = ["run", "--home", Awkward], Home = Awkward }).Text(), "visor-of-awkward-paths.service");

    [Fact]
    public void A_service_gets_its_variables_and_any_command_line()
    {
        var text = (Usual with
        {
            Words = ["cosmovisor", "run", "start", "--home", "/srv/gaia"],
            Variables = ["DAEMON_HOME=/srv/gaia", "DAEMON_NAME=gaiad", "GAIAD_X=a \"b\" 100% {{user}} $HOME"],
            ConfigName = "visor.toml",
        }).Text();

        text.ShouldContain(
            "\nUser=vega\nEnvironment=DAEMON_HOME=/srv/gaia\nEnvironment=DAEMON_NAME=gaiad\nEnvironment=\"GAIAD_X=a \\\"b\\\" 100%% {{user}} $HOME\"\n"
            + "ExecStart=/usr/local/bin/visor cosmovisor run start --home /srv/gaia\n");
        text.ShouldContain("(whenGivenUp in visor.toml)");
    }

    [Fact]
    public void Root_keeps_its_rights_and_a_long_stop_its_time()
    {
        var text = (Usual with { User = "root", Grace = TimeSpan.FromSeconds(300), SocketPath = "/var/lib/vega/vega.sock" }).Text();
        text.ShouldNotContain("CapabilityBoundingSet");
        text.ShouldNotContain("RuntimeDirectory");
        text.ShouldContain("TimeoutStopSec=645\n");
    }

    [Fact]
    public void A_home_where_systems_are_kept_can_be_written() =>
        (Usual with { Home = "/usr/local/visor home" }).Text().ShouldContain("\nProtectSystem=full\nReadWritePaths=\"/usr/local/visor home\"\n");

    [Theory]
    [InlineData("/run/vega/vega.sock", "vega")]
    [InlineData("/var/run/vega/core/vega.sock", "vega/core")]
    [InlineData("/run/vega.sock", null)]
    [InlineData("/run/user/1000/vega/vega.sock", null)]
    [InlineData("/var/lib/vega/vega.sock", null)]
    [InlineData("/run/../var/vega.sock", null)]
    [InlineData("/run/private/vega.sock", null)]
    [InlineData("/run/dbus/vega.sock", null)]
    [InlineData("/run/ve\"ga/vega.sock", null)]
    public void The_folder_of_the_socket_is_made_where_a_boot_removes_it(string socket, string? folder) => RuntimeFolder.Find(socket).ShouldBe(folder);

    [Theory]
    [InlineData("vega", true)]
    [InlineData("1000", true)]
    [InlineData("_node-1", true)]
    [InlineData("", false)]
    [InlineData("-vega", false)]
    [InlineData("ve ga", false)]
    [InlineData("vega\nExecStart=/bin/sh", false)]
    [InlineData("10x", false)]
    public void A_user_is_a_name_or_a_number(string text, bool isOne) => UserName.IsOne(text).ShouldBe(isOne);

    [Fact]
    public void An_owner_has_the_name_that_passwd_gives_it()
    {
        var passwd = _folder.Write("passwd", "root:x:0:0::/root:/bin/sh\nvega:x:1000:1000::/:/bin/sh\nevil name:x:7:7::/:/bin/sh\n");
        UserName.Find(1000, passwd).ShouldBe("vega");
        UserName.Find(1001, passwd).ShouldBe("1001");
        UserName.Find(7, passwd).ShouldBe("7");
        UserName.Find(7, _folder["nothing"]).ShouldBe("7");
    }
}
