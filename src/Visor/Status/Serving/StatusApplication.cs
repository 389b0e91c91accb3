using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Visor.Model;
using Visor.Status.Page;

namespace Visor.Status.Serving;

/// <summary>Answers one request: read-only, under an allowed name, without a body.</summary>
internal sealed class StatusApplication(Routes routes, AllowedHosts hosts, ILogger log) : IHttpApplication<IFeatureCollection>
{
    private int _defects;

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        var answer = AnswerTo(request);
        response.StatusCode = answer.StatusCode;
        SecurityHeaders.Set(response.Headers, PageParts.Policy);
        response.Headers.ContentType = answer.ContentType;
        response.Headers.ContentLength = answer.Body.Length;
        if (answer.Allow is not null)
            response.Headers.Allow = answer.Allow;
        if (HasBody(request))
            response.Headers.Connection = "close"; // Nobody reads it.
        if (!string.Equals(request.Method, "HEAD", StringComparison.Ordinal))
            await context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(answer.Body);
    }

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
        // Nothing was made for it.
    }

    private StaticResponse AnswerTo(IHttpRequestFeature request)
    {
        var host = request.Headers.Host.ToString();
        if (!hosts.Allow(host))
        {
            return StaticResponse.Plain(
                421,
                $"{(host.Length == 0 ? "the request has no Host header" : $"the host name \"{PlainText.Excerpt(host)}\" is not allowed")}; "
                + "use the address in [status] listen, or localhost, or add the name to allowedHosts in [status]");
        }

        if (HasBody(request))
            return StaticResponse.Plain(413, "no request body is accepted: this server is read-only");
        try
        {
            return routes.Answer(request.Method, request.Path);
        }
        catch (Exception e)
        {
            // Whoever asks again and again must not fill the log with it.
            if (Interlocked.Exchange(ref _defects, 1) == 0)
                log.LogError(e, "Cannot answer {Path} because of a defect in Visor", PlainText.Excerpt(request.Path));
            return StaticResponse.Plain(500, "internal error: a defect in Visor; see its log");
        }
    }

    private static bool HasBody(IHttpRequestFeature request) =>
        request.Headers.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
