using System.Net;
using System.Text.Json;
using Visor.Http;
using Visor.Model;

namespace Visor.Status.Fleet;

/// <summary>Asks the Visors of other machines, all at once and directly: no proxy stands between an operator and the operator's nodes.</summary>
internal sealed class FleetReader(TimeProvider time) : IDisposable
{
    /// <summary>For one of them, from its name to the last byte.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>A status has some two thousand.</summary>
    private const int MaxBytes = 1024 * 1024;

    private readonly HttpMessageInvoker _http = new(Handler(), disposeHandler: true);

    /// <returns>One for each address, in their order.</returns>
    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>; nothing else is thrown.</exception>
    public async Task<IReadOnlyList<FleetNode>> Read(IEnumerable<PageAddress> addresses, CancellationToken cancellation) =>
        await Task.WhenAll(addresses.Select(address => Ask(address, cancellation)));

    public void Dispose() => _http.Dispose();

    // A proxy before many pages is one server.
    private static SocketsHttpHandler Handler()
    {
        var handler = MinimalHttpHandler.Make();
        handler.MaxConnectionsPerServer = int.MaxValue;
        return handler;
    }

    private async Task<FleetNode> Ask(PageAddress address, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address.Status);
            using var response = await _http.SendAsync(request, either.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                return Unknown(address, $"answered with HTTP {(int)response.StatusCode}; see that a Visor serves its status page there");
            var body = await BoundedBody.Read(response, MaxBytes, arrived: null, either.Token);
            return body.Whole ? Read(address, body.Bytes.Span) : Unknown(address, "sent far more than a status");
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return Unknown(address, $"did not answer within {Timeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException e)
        {
            return Unknown(address, ConnectionFailure.Describe(e));
        }
        catch (IOException e)
        {
            return Unknown(address, ConnectionFailure.Describe(e));
        }
    }

    private static FleetNode Read(PageAddress address, ReadOnlySpan<byte> body)
    {
        try
        {
            var status = JsonSerializer.Deserialize(body, StatusJson.Default.NodeStatus);
            return status switch
            {
                { Format: > NodeStatus.CurrentFormat } => Unknown(address, $"serves a status of format {status.Format}, which a newer Visor wrote; use that Visor here"),
                { Visor: not null, Node: { State: not null, Release: not null, Rpc: not null }, Configuration.Errors.IsDefault: false } => FleetNode.Of(address, status),
                _ => Unknown(address, "serves no status of a Visor"),
            };
        }
        catch (JsonException)
        {
            return Unknown(address, BoundedBody.IsHtml(body) ? "serves an HTML page in place of a status" : "serves no status of a Visor");
        }
    }

    private static FleetNode Unknown(PageAddress address, string what) => FleetNode.Unknown(address, $"{address.Host} {what}");
}
