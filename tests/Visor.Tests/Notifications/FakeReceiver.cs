using System.Collections.Concurrent;
using System.Net;

namespace Visor.Tests.Notifications;

/// <summary>Answers as it is told, the last answer again and again, and keeps what it was told.</summary>
internal sealed class FakeReceiver(params IReadOnlyList<Func<CancellationToken, Task<HttpResponseMessage>>> answers) : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _bodies = [];

    public IReadOnlyCollection<string> Bodies => _bodies;

    public IReadOnlyCollection<string?> Credentials => _credentials;

    private readonly ConcurrentQueue<string?> _credentials = [];

    public static Func<CancellationToken, Task<HttpResponseMessage>> Says(HttpStatusCode status, string? retryAfter = null) => _ =>
    {
        var response = new HttpResponseMessage(status);
        if (retryAfter is not null)
            response.Headers.Add("Retry-After", retryAfter);
        return Task.FromResult(response);
    };

    public static async Task<HttpResponseMessage> Hangs(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return new HttpResponseMessage();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = answers[Math.Min(_bodies.Count, answers.Count - 1)];
        _credentials.Enqueue(request.Headers.Authorization?.ToString());
        _bodies.Enqueue(await request.Content!.ReadAsStringAsync(cancellationToken));
        return await answer(cancellationToken);
    }
}
