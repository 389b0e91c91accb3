using Shouldly;
using Visor.Systemd;
using Xunit;

namespace Visor.Tests.Systemd;

[Pure]
public sealed class OwnUnitTests
{
    [Theory]
    [InlineData("0::/system.slice/visor.service\n", "systemctl restart visor")]
    [InlineData("0::/system.slice/system-visor.slice/visor@main.service/payload\n", "systemctl restart visor@main")]
    [InlineData("0::/user.slice/user-1000.slice/user@1000.service/app.slice/visor.service\n", "systemctl --user restart visor")]
    [InlineData("12:memory:/system.slice/other.service\n1:name=systemd:/system.slice/visor.service\n", "systemctl restart visor")]
    [InlineData("0::/user.slice/user-1000.slice/user@1000.service/init.scope\n", null)]
    [InlineData("0::/user.slice/user-1000.slice/session-3.scope\n", null)]
    [InlineData("0::/system.slice/a b; rm.service\n", null)]
    [InlineData("0::/\n", null)]
    [InlineData("", null)]
    public void The_control_group_names_the_unit(string groups, string? command) => (OwnUnit.Parse(groups)?.RestartCommand).ShouldBe(command);
}
