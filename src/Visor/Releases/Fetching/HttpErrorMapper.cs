using System.Net;
using System.Text.Json;
using Visor.Configuration;
using Visor.Http;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>What an answer means that is not the one that was asked for.</summary>
internal sealed class HttpErrorMapper(ReleaseSource source, TimeProvider time)
{
    /// <exception cref="TransferException">It is the server that fails.</exception>
    /// <exception cref="RateLimitedException">It has been asked too often.</exception>
    /// <exception cref="ReleaseException">It does not want to give it.</exception>
    /// <param name="missing">What is not there if there is nothing, with the remedy; null: told like everything else.</param>
    public async Task<Exception> Map(HttpResponseMessage response, IdleTimeout silence, string? missing = null)
    {
        var status = (int)response.StatusCode;
        var address = response.RequestMessage!.RequestUri!;
        var ofApi = source.IsOfApi(address);
        // What another host says of a signed address may repeat it.
        var text = ofApi ? await Text(response, silence) : "";
        var what = $"{source.Shown(address)} answered with HTTP {status}{(text.Length == 0 ? "" : $" ({text})")}"
            + (ProxiedHandler.ReaderOf(response.RequestMessage) is { } variable ? $", through the proxy in {variable}, which may be the one that answered" : "");

        if (status >= 500)
            return new TransferException(what);
        if (RateLimit.WaitOf(response, time.GetUtcNow()) is { } wait)
            return new RateLimitedException($"{what}: rate limited; retrying in {Words(wait)}{TokenAdvice}", wait);
        if (ofApi && status is 401 or 403 or 404 && source.Token is { IsRefused: true } refused)
        {
            return new ReleaseException(
                $"{what}: the server rejects the token in {refused.Origin}; put a valid one there{(status == 404 && missing is not null ? $"; without it {missing}" : "")}");
        }

        return response.StatusCode switch
        {
            HttpStatusCode.NotFound when ofApi && missing is not null => new ReleaseException(
                $"{missing} ({what}); publish it, or correct {source.RepositoryKeys}{PrivateAdvice}"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when ofApi => new ReleaseException(
                $"{what}: {source.RepositoryName} is visible only with a token; name a file with one in `tokenFile`{OrVariable(", or set ")}"),
            _ => new ReleaseException($"{what}; check `[autoInstall]`, and the server and the proxy in front of it"),
        };
    }

    private async Task<string> Text(HttpResponseMessage response, IdleTimeout silence)
    {
        var body = await BoundedBody.Read(response, BoundedBody.MaxBytes, silence.Restart, silence.Token);
        return BoundedBody.IsHtml(body.Bytes.Span) ? "an HTML page" : Message(body.Bytes.Span) ?? source.Excerpt(body.Bytes.Span);
    }

    private string? Message(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ReleaseJson.Default.RefusalAnswer)?.Message is { } message ? source.Excerpt(message) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string TokenAdvice => source.Token is { IsRefused: true } refused
        ? $"; this is the limit without a token, because the server rejects the one in {refused.Origin}: put a valid one there"
        : source.Token is null
        ? $"; a token in the file that `tokenFile` names{OrVariable(", or in ", ",")} raises the limit"
        : $"; this is the limit of the token in {source.Token.Origin}";

    private string PrivateAdvice => source.Token is null
        ? $"; {Private} is visible only with a token: name a file with one in `tokenFile`{OrVariable(", or set ")}"
        : $"; {Private} is visible only with a token that may read it: check the one in {source.Token.Origin}";

    private string Private => source.Kind == ReleaseSourceKind.Url ? "what is private" : "a private repository";

    private string OrVariable(string before, string behind = "") => ApiToken.VariableOf(source.Kind) is { } variable ? $"{before}{variable}{behind}" : "";

    private static string Words(TimeSpan wait) =>
        wait < TimeSpan.FromMinutes(2) ? $"{wait.TotalSeconds:0} s" : $"{Math.Ceiling(wait.TotalMinutes):0} min";
}
