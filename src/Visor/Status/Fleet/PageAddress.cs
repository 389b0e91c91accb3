using Visor.Model;

namespace Visor.Status.Fleet;

/// <summary>Where the status page of another machine's Visor is served.</summary>
/// <param name="Status">The status in JSON there.</param>
internal sealed record PageAddress(Uri Status)
{
    private const string File = "status.json";

    /// <summary>Host and port, as the table names the node.</summary>
    public string Host => Status.IsDefaultPort ? Status.Host : Status.Authority;

    /// <summary>Reads <c>http://HOST:PORT</c>, also with a path in front of the page's own, or with <c>status.json</c>.</summary>
    /// <exception cref="VisorException">It is no such address.</exception>
    public static PageAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            throw new VisorException(ExitCodes.Usage, $"--url {PlainText.Excerpt(text)} is not the address of a status page; give one such as http://validator:9480");
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            throw new VisorException(ExitCodes.Usage, $"--url takes scheme, host, port and path alone; give an address such as {url.Scheme}://{url.Authority}{url.AbsolutePath}");
        var path = url.AbsolutePath.EndsWith("/" + File, StringComparison.Ordinal) ? url.AbsolutePath : $"{url.AbsolutePath.TrimEnd('/')}/{File}";
        return new PageAddress(new Uri($"{url.Scheme}://{url.Authority}{path}"));
    }
}
