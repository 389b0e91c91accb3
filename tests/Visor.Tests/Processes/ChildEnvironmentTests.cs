using System.Text;
using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Pure]
public sealed class ChildEnvironmentTests
{
    [Fact]
    public void What_is_meant_for_Visor_alone_is_withheld() =>
        Kept("HOME=/root", "NOTIFY_SOCKET=/run/systemd/notify", "WATCHDOG_USEC=1", "WATCHDOG_PID=2", "LISTEN_FDS=1", "LISTEN_PID=3",
            "GITHUB_TOKEN=secret", "GITLAB_TOKEN=secret", "FORGEJO_TOKEN=secret", "PATH=/bin").ShouldBe(["HOME=/root", "PATH=/bin"]);

    [Fact]
    public void What_only_looks_like_it_is_kept() =>
        Kept("MY_GITHUB_TOKEN=x", "GITHUB_TOKENS=x", "NOTIFY_SOCKETS=x", "listen_fds=1", "VALUE=GITHUB_TOKEN=x", "GITHUB_API_URL=x", "EMPTY=").Count()
            .ShouldBe(7);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_passed_on()
    {
        byte[] block = [.. "A="u8, 0xff, 0xfe, 0, .. "B=1"u8, 0];

        ChildEnvironment.Parse(block).ShouldBe([[.. "A="u8, 0xff, 0xfe], "B=1"u8.ToArray()]);
    }

    [Fact]
    public void An_empty_environment_stays_empty() => ChildEnvironment.Parse([]).ShouldBeEmpty();

    [Fact]
    public void The_environment_of_this_process_is_found() => ChildEnvironment.OfThisProcess().ShouldNotBeEmpty();

    private static IEnumerable<string> Kept(params string[] entries) =>
        ChildEnvironment.Parse(Encoding.UTF8.GetBytes(string.Concat(entries.Select(e => e + "\0")))).Select(Encoding.UTF8.GetString);
}
