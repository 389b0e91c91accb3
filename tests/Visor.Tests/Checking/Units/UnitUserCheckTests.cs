using Shouldly;
using Visor.Checking.Units;
using Visor.Home;
using Visor.Model;
using Visor.Systemd.Unit;
using Visor.Users;
using Xunit;

namespace Visor.Tests.Checking.Units;

[Edge]
public sealed class UnitUserCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_owner_of_the_home_may_run_it_by_name_and_by_number()
    {
        var owner = Account.OfThisProcess;

        Of($"User={owner.Name}").ShouldBeNull();
        Of($"User={owner.User}").ShouldBeNull();
    }

    [Fact]
    public void Another_user_is_told_with_both_ways_out()
    {
        var finding = Of("User=nobody").ShouldNotBeNull();

        finding.Verdict.ShouldBe(CheckOutcome.Failure);
        finding.Found.ShouldBe($"/etc/visor.service runs Visor as nobody, and {_folder.Path} belongs to {Account.OfThisProcess.Words}, so `visor run` refuses to start");
        finding.Remedy.ShouldBe($"write User={Account.OfThisProcess.Name}, or give the home to that user: chown -R nobody: {_folder.Path}");
    }

    [Fact]
    public void A_user_that_does_not_exist_is_told() => Of("User=nobody-of-that-name")!.Found.ShouldBe("User=nobody-of-that-name in /etc/visor.service is not a user of this machine");

    [Theory]
    [InlineData("no-such-user", "create it (useradd --system no-such-user), or write User=")]
    [InlineData("#65534", "write User=")]
    [InlineData("a b;c", "write User=")]
    public void Only_what_can_be_a_name_is_put_into_the_command_that_makes_the_user(string name, string remedy) =>
        Of($"User={name}")!.Remedy.ShouldBe(remedy + Account.OfThisProcess.Name);

    [Theory]
    [InlineData("User=nobody\nExecStart=/usr/bin/visor run --as-this-user --home /x")]
    [InlineData("User=%i")]
    public void What_is_meant_so_or_not_known_is_not_told(string settings) => Of(settings).ShouldBeNull();

    private Finding? Of(string settings) => UnitUserCheck.Check(new UnitFile("/etc/visor.service", "[Service]\n" + settings), new VisorHome(_folder.Path), "systemd unit");
}
