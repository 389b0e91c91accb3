namespace Visor.Http;

/// <summary>The authorities that this machine trusts, where OpenSSL looks for them.</summary>
internal static class CertificateStore
{
    private static readonly string[] UsualFiles =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/cert.pem", "/usr/lib/ssl/cert.pem", "/etc/pki/tls/cert.pem", "/etc/pki/tls/certs/ca-bundle.crt"];

    private static readonly string[] UsualFolders = ["/etc/ssl/certs", "/usr/lib/ssl/certs", "/etc/pki/tls/certs"];

    /// <summary>Whether there is none at all, so that no certificate can be trusted.</summary>
    /// <param name="environment">SSL_CERT_FILE and SSL_CERT_DIR count, openssl-env(7).</param>
    public static bool IsEmpty(Func<string, string?> environment)
    {
        string[] files = environment("SSL_CERT_FILE") is { Length: > 0 } file ? [file] : UsualFiles;
        var folders = environment("SSL_CERT_DIR") is { Length: > 0 } named ? named.Split(':', StringSplitOptions.RemoveEmptyEntries) : UsualFolders;
        return !Array.Exists(files, f => new FileInfo(f) is { Exists: true, Length: > 0 }) && !Array.Exists(folders, HoldsSomething);
    }

    private static bool HoldsSomething(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
