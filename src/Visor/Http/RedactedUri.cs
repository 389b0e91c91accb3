using Visor.Model;

namespace Visor.Http;

/// <summary>An address fit for a message.</summary>
internal static class RedactedUri
{
    /// <summary>Scheme, host, port and path. Never the user, and never the query: that of a signed address is a secret.</summary>
    public static string Format(Uri address) => PlainText.Excerpt(
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped), maxLength: 300);
}
