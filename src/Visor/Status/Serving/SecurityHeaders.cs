using Microsoft.AspNetCore.Http;

namespace Visor.Status.Serving;

/// <summary>
/// What a browser is told with every answer: nothing is loaded from elsewhere, nothing else may embed or read it, nothing is kept.
/// </summary>
internal static class SecurityHeaders
{
    /// <param name="pagePolicy">The sources of the page's own style and script, as Content-Security-Policy names them.</param>
    public static void Set(IHeaderDictionary headers, string pagePolicy)
    {
        headers.ContentSecurityPolicy =
            $"default-src 'none'; {pagePolicy}; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
