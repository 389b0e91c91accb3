using Shouldly;
using Visor.Model;
using Visor.Status.Fleet;
using Xunit;

namespace Visor.Tests.Status.Fleet;

[Pure]
public sealed class PageAddressTests
{
    [Theory]
    [InlineData("http://validator:9480", "http://validator:9480/status.json", "validator:9480")]
    [InlineData("http://validator:9480/", "http://validator:9480/status.json", "validator:9480")]
    [InlineData("http://validator:9480/status.json", "http://validator:9480/status.json", "validator:9480")]
    [InlineData("https://nodes.example.com/sentry-1/", "https://nodes.example.com/sentry-1/status.json", "nodes.example.com")]
    [InlineData("http://[::1]:9480", "http://[::1]:9480/status.json", "[::1]:9480")]
    public void The_status_lies_beside_the_page(string text, string status, string host)
    {
        var address = PageAddress.Parse(text);

        address.Status.AbsoluteUri.ShouldBe(status);
        address.Host.ShouldBe(host);
    }

    [Theory]
    [InlineData("validator:9480")]
    [InlineData("ftp://validator")]
    [InlineData("/var/lib/visor")]
    [InlineData("")]
    [InlineData("http://alice:secret@validator:9480")]
    [InlineData("http://validator:9480/?a=b")]
    public void Everything_else_is_a_usage_error_that_shows_no_secret(string text)
    {
        var error = Should.Throw<VisorException>(() => PageAddress.Parse(text));

        error.ExitCode.ShouldBe(ExitCodes.Usage);
        error.Message.ShouldNotContain("secret");
    }
}
