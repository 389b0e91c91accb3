using System.Text;
using Shouldly;
using Visor.Configuration;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

/// <summary>What operators read when a release cannot be fetched, in one file.</summary>
[Edge]
public sealed class FetchingMessagesTests
{
    private const string JsonHead = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

    private readonly StringBuilder _messages = new();

    [Fact]
    public async Task Every_message_names_the_cause_and_the_remedy()
    {
        await Finding("tag missing", e => e.Respond("404 Not Found", """{"message":"Not Found"}"""));
        await Finding("tag missing, with a token", e => e.Respond("404 Not Found", """{"message":"Not Found"}"""), token: true);
        await Finding("bad token", e => e.Respond("401 Unauthorized", """{"message":"Bad credentials"}"""), token: true);
        await Finding("no rights", e => e.Respond("403 Forbidden", """{"message":"Resource not accessible"}"""), token: true);
        await Finding("no rights without a token", e => e.Respond("403 Forbidden", """{"message":"Forbidden"}"""));
        await Finding("rate limit", Limited);
        await Finding("rate limit of a token", Limited, token: true);
        await Finding("server fails", e => e.Respond("503 Service Unavailable", "<html>Sorry</html>"));
        await Finding("closed in the middle", async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            e.Close();
        });
        await Finding("HTML", e => e.Respond("200 OK", "<html><title>Log in</title></html>"));
        await Finding("no JSON", e => e.Respond("200 OK", "hello"));
        await Finding("too much JSON", e => e.Send($"{JsonHead}Content-Length: 10000000\r\n\r\n{{"));
        await Finding("draft", e => e.Respond("200 OK", """{"tag_name":"v0.76.0","draft":true}"""));
        await Finding("asset missing", e => e.Respond("200 OK", """{"assets":[{"name":"vega-linux-arm64.zip"},{"name":"SHA256SUMS"}]}"""));
        await Finding("no assets", e => e.Respond("200 OK", "{}"));
        await Finding("asset elsewhere", e => e.Respond("200 OK", """{"assets":[{"name":"vega-linux-amd64.zip","size":1,"url":"https://other.example/1?key=k3y"}]}"""));
        await Finding("redirect without end", e => e.Send("HTTP/1.1 302 Go\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"));
        await Fetching("asset gone", e => e.Respond("404 Not Found", """{"message":"Not Found"}"""));
        await Fetching("asset too long", e => e.Send($"{JsonHead}Content-Length: 100001\r\n\r\n"));
        await Fetching("page instead of the asset", e => e.Respond("200 OK", "<html>", "text/html"));
        await Verifying();

        await GoldenFile.ShouldMatch(_messages.ToString(), "fetching-messages.txt");
    }

    private static Task Limited(Exchange exchange) => exchange.Send(
        "HTTP/1.1 403 Forbidden\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1772368200\r\n"
        + "Content-Length: 37\r\n\r\n{\"message\":\"API rate limit exceeded\"}");

    private Task Finding(string title, Func<Exchange, Task> script, bool token = false) => Write(title, script, token, r => r.Find());

    private Task Fetching(string title, Func<Exchange, Task> script) => Write(title, script, token: false, r => r.Fetch());

    private Task Verifying() => Write("wrong digest", e => e.Hang(), token: false, release => Task.Run(() => DigestVerification.Verify(
        release.Source,
        release.Asset with { Digest = Sha256Digest.Of(new byte[Sha256Digest.Bytes]) },
        Sha256Digest.Of([.. Enumerable.Repeat((byte)0xAA, Sha256Digest.Bytes)]),
        release.File)));

    private async Task Write(string title, Func<Exchange, Task> script, bool token, Func<FakeRelease, Task> act)
    {
        await using var release = new FakeRelease(script);
        release.Config = release.Config with { Verification = AssetVerification.Required };
        if (token)
            release.Environment["GITHUB_TOKEN"] = "s3cr3t";
        var message = (await act(release).ShouldThrowAsync<ReleaseException>()).Message;
        var api = release.Server.Url("").GetLeftPart(UriPartial.Authority);
        _messages.Append(title).Append(":\n    ").Append(message.Replace(api, "http://API", StringComparison.Ordinal)).Append('\n');
    }
}
