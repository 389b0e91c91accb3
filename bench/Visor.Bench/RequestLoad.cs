using System.Diagnostics;

namespace Visor.Bench;

/// <summary>Clients that ask a status server for the page and the metrics in turn, each at its own pace.</summary>
internal sealed class RequestLoad : IAsyncDisposable
{
    private const int Clients = 20;

    /// <summary>Of each client: a thousand requests a second in all.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private static readonly string[] Paths = ["/", "/metrics"];

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _end = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Task[] _asking;
    private long _answers;

    public RequestLoad(Uri server)
    {
        _http = new HttpClient { BaseAddress = server };
        _asking = [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(Ask))];
    }

    /// <summary>Answers a second since the beginning.</summary>
    public double Rate => Interlocked.Read(ref _answers) / Stopwatch.GetElapsedTime(_began).TotalSeconds;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_asking);
        _http.Dispose();
        _end.Dispose();
    }

    private async Task Ask()
    {
        using var pace = new PeriodicTimer(Pace);
        try
        {
            for (var i = 0; await pace.WaitForNextTickAsync(_end.Token); i++)
            {
                using var answer = await _http.GetAsync(new Uri(Paths[i % Paths.Length], UriKind.Relative), _end.Token);
                await answer.Content.ReadAsByteArrayAsync(_end.Token);
                if (answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref _answers);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Enough.
        }
    }
}
