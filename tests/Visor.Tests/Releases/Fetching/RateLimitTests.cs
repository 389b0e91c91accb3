using Shouldly;
using Visor.Model;
using Visor.Releases.Fetching;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class RateLimitTests
{
    // The clock of these tests stands at 2026-03-01 12:00:00 UTC, which is 1772366400.
    [Theory]
    [InlineData("403 Forbidden", "Retry-After: 90", 90)]
    [InlineData("429 Too Many", "Retry-After: Sun, 01 Mar 2026 12:10:00 GMT", 600)]
    [InlineData("429 Too Many", "Retry-After: Sun, 01 Mar 2026 11:00:00 GMT", 1)]
    [InlineData("429 Too Many", "Retry-After: 0", 1)]
    [InlineData("429 Too Many", "Retry-After: 999999", 4500)]
    [InlineData("403 Forbidden", "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1772368200", 1800)]
    [InlineData("403 Forbidden", "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 9223372036854775807", 4500)]
    [InlineData("403 Forbidden", "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: soon", 60)]
    [InlineData("429 Too Many", "X-Nothing: 1", 60)]
    public async Task A_limit_is_told_with_the_time_to_wait(string status, string headers, int seconds)
    {
        await using var release = new FakeRelease(e => e.Send(
            $"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: 35\r\n\r\n{{\"message\":\"API rate limit is hit\"}}"));

        var failure = await release.Find().ShouldThrowAsync<RateLimitedException>();

        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
        failure.Message.ShouldContain("API rate limit is hit");
        failure.Message.ShouldContain("a token in the file that `tokenFile` names, or in GITHUB_TOKEN, raises the limit");
        release.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("403 Forbidden", "X-RateLimit-Remaining: 7")]
    [InlineData("403 Forbidden", "X-Nothing: 1")]
    public async Task A_refusal_for_another_reason_is_no_limit(string status, string headers)
    {
        await using var release = new FakeRelease(e => e.Send($"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: 0\r\n\r\n"));

        (await release.Find().ShouldThrowAsync<ReleaseException>()).ShouldBeOfType<ReleaseException>();
    }
}
