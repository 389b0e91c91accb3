using System.Diagnostics.CodeAnalysis;

namespace Visor.Configuration;

/// <summary>Checks the address of an HTTP server.</summary>
internal static class HttpAddress
{
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address.Scheme is "http" or "https"
        && address.Host.Length > 0;
}
