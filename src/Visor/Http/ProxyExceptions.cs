namespace Visor.Http;

/// <summary>The hosts that no proxy is used for: the value of NO_PROXY, entries apart by commas or blanks.</summary>
internal sealed class ProxyExceptions(string value)
{
    private readonly IReadOnlyList<ProxyException> _entries =
        [.. value.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(ProxyException.Parse)];

    public bool Contain(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return _entries.Any(e => e.Matches(host, address.Port));
    }
}
