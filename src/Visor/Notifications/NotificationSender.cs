using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Visor.Configuration;
using Visor.Http;
using Visor.Model;

namespace Visor.Notifications;

/// <summary>Posts to the receivers of notifications. Of an answer only the head is looked at.</summary>
/// <remarks>The way there is that of <see cref="ProxyVariables"/>, as for releases.</remarks>
internal sealed class NotificationSender(HttpMessageInvoker http, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(5);

    public static NotificationSender Make(TimeProvider time) => Make(time, ProxyVariables.OfThisProcess());

    public static NotificationSender Make(TimeProvider time, ProxyVariables proxies) =>
        new(new HttpMessageInvoker(new ProxiedHandler(proxies, Handler), disposeHandler: true), time);

    private static SocketsHttpHandler Handler()
    {
        var handler = MinimalHttpHandler.Make();
        handler.ConnectTimeout = Timeout;
        // Receivers may share a server or a proxy, and one that hangs must not hold the place of another. Each asks for one at a time.
        handler.MaxConnectionsPerServer = int.MaxValue;
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10);
        return handler;
    }

    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>; nothing else is thrown.</exception>
    public async Task<DeliveryOutcome> Send(NotificationTarget target, byte[] json, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var request = Request(target.Url, json);
            using var response = await http.SendAsync(request, either.Token);
            return Outcome(response);
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return Unreachable($"did not answer within {Timeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException e)
        {
            return Unreachable(ConnectionFailure.Describe(e));
        }
        catch (IOException e)
        {
            return Unreachable(ConnectionFailure.Describe(e));
        }
        catch (OutOfMemoryException)
        {
            return Unreachable("cannot be reached: no memory or thread is available now");
        }
    }

    public void Dispose() => http.Dispose();

    private static DeliveryOutcome.Failed Unreachable(string problem) =>
        new($"{problem}; check `url` and the network path (DNS, firewall, proxy, certificates)", TimeSpan.Zero);

    private static HttpRequestMessage Request(Uri url, byte[] json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.ParseAdd($"visor/{VisorVersion.OfThisProgram.Version.TrimStart('v')}");
        if (url.UserInfo.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        return request;
    }

    private DeliveryOutcome Outcome(HttpResponseMessage response)
    {
        var status = $"answered with HTTP {(int)response.StatusCode}";
        return (int)response.StatusCode switch
        {
            >= 200 and < 300 => new DeliveryOutcome.Delivered(),
            >= 300 and < 400 => new DeliveryOutcome.Refused($"{status}; Visor does not follow it, since that could leak the secret in the address; configure the final address"),
            (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or >= 500 => new DeliveryOutcome.Failed(status, NotBefore(response)),
            _ => new DeliveryOutcome.Refused($"{status}; check `url` and `format`"),
        };
    }

    private TimeSpan NotBefore(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return wait < MaxRetryAfter ? wait : MaxRetryAfter;
    }
}
