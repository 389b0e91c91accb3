using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Http;
using Visor.Model;

namespace Visor.Chains.Vega.Rpc;

/// <summary>Asks a core over HTTP how far it is: the statistics of its public API.</summary>
internal sealed class StatisticsClient(Uri url, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly HttpMessageInvoker _http = new(MinimalHttpHandler.Make(), disposeHandler: true);

    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>; nothing else is thrown.</exception>
    public async Task<HeightAnswer> Ask(CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await _http.SendAsync(request, either.Token);
            var body = await BoundedBody.Read(response, either.Token);
            if (response.StatusCode != System.Net.HttpStatusCode.OK)
                return Failed($"answered with HTTP {(int)response.StatusCode}");
            return body.Whole ? Read(body.Bytes.Span) : Failed("sent a response that is too large");
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return Failed($"did not answer within {Timeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException e) when (e.GetBaseException() is MissingLibraryException missing)
        {
            return Failed($"cannot be reached: {missing.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or NotSupportedException)
        {
            return Failed($"cannot be reached: {PlainText.Excerpt(e.Message)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private HeightAnswer Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var statistics = JsonSerializer.Deserialize(body, NodeJson.Default.StatisticsBody)?.Statistics;
            if (statistics?.BlockHeight is not { } height)
                return Failed($"answered without statistics.blockHeight ({PlainText.Excerpt(body)})");
            var ticks = (long)((statistics.BlockDuration ?? 0) / TimeSpan.NanosecondsPerTick);
            return new HeightAnswer.Progress(new BlockProgress(height, new TimeSpan(ticks)));
        }
        catch (JsonException)
        {
            return Failed($"answered with something other than a core's statistics ({PlainText.Excerpt(body)})");
        }
    }

    private HeightAnswer.Failure Failed(string what) => new(
        $"the statistics at {RedactedUri.Format(url)} {what}: "
        + "the number of blocks to an upgrade stays unknown; check `vega.statisticsUrl`");
}

/// <summary>What a core's public API answers when asked for its statistics, as far as Visor reads it.</summary>
internal sealed record StatisticsBody(StatisticsFigures? Statistics);

/// <param name="BlockDuration">Nanoseconds.</param>
internal sealed record StatisticsFigures(ulong? BlockHeight, ulong? BlockDuration);

/// <summary>What a core sends, as Go's encoding/json writes it and with what Go's decoder would forgive.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNameCaseInsensitive = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RpcAnswer))]
[JsonSerializable(typeof(StatisticsBody))]
internal sealed partial class NodeJson : JsonSerializerContext;
