using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Releases.Fetching;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class ServerBackoffsTests
{
    private static readonly Uri Api = new("https://api.example/repos/one");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_server_is_left_alone_for_as_long_as_it_wants_whatever_is_asked_of_it()
    {
        var backoffs = new ServerBackoffs(_time);
        backoffs.Note(Api, token: null, TimeSpan.FromMinutes(10));
        _time.Advance(TimeSpan.FromMinutes(4));

        backoffs.WaitOf(new Uri(Api, "/repos/other"), token: null).ShouldBe(TimeSpan.FromMinutes(6));
        backoffs.WaitOf(new Uri("https://storage.example/"), token: null).ShouldBe(TimeSpan.Zero);
        backoffs.WaitOf(new Uri("https://api.example:8443/"), token: null).ShouldBe(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMinutes(6));
        backoffs.WaitOf(Api, token: null).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_person_can_have_it_asked_all_the_same()
    {
        var backoffs = new ServerBackoffs(_time);
        backoffs.Note(Api, token: null, TimeSpan.FromHours(1));

        backoffs.Forget();

        backoffs.WaitOf(Api, token: null).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Nothing_more_is_sent_to_a_server_that_wants_to_be_left_alone_also_for_another_release()
    {
        await using var release = new FakeRelease(e => e.Send("HTTP/1.1 429 Slow\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n"));
        using var server = new ReleaseServer(_time);
        var releases = new ReleaseFinder(server, _time);
        foreach (var tag in (string[])["v0.76.0", "v0.77.0", "v0.78.0"])
        {
            (await releases.Find(release.Source, ReleaseTag.Parse(tag), TestContext.Current.CancellationToken).ShouldThrowAsync<RateLimitedException>())
                .RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
        }

        release.Server.Requests.Count.ShouldBe(1);
    }
}
