namespace Visor.Http;

/// <summary>
/// The proxy variables of the environment, with the meaning that curl(1) gives them: <c>https_proxy</c> or <c>http_proxy</c> by the scheme of the
/// address, else <c>all_proxy</c>; each in small letters before the same in capitals; an empty one is none.
/// </summary>
/// <remarks>
/// One difference: <c>HTTP_PROXY</c> in capitals counts, which curl does not read because a web server sets it from a header of its clients. Nobody's
/// client sets Visor's environment, and who has set it means it.
/// </remarks>
/// <param name="environment">The value of an environment variable, or null.</param>
internal sealed class ProxyVariables(Func<string, string?> environment)
{
    private static readonly string[] Schemes = ["https", "http"];

    private readonly ProxyExceptions _exceptions = new(First(environment, "no_proxy", "NO_PROXY").Value);

    public static ProxyVariables OfThisProcess() => new(Environment.GetEnvironmentVariable);

    public ProxyChoice For(Uri address)
    {
        var (name, value) = address.Scheme is "https"
            ? First(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
            : First(environment, "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");
        return value.Length == 0 || _exceptions.Contain(address) ? ProxyChoice.Direct.Instance : ProxyAddress.Parse(name, value);
    }

    /// <summary>What keeps some address from being asked, a sentence a variable.</summary>
    public IEnumerable<string> Problems() => Schemes
        .Select(scheme => For(new Uri($"{scheme}://name.invalid"))).OfType<ProxyChoice.Unusable>().Select(unusable => unusable.Problem).Distinct(StringComparer.Ordinal);

    private static (string Name, string Value) First(Func<string, string?> environment, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (environment(name)?.Trim() is { Length: > 0 } value)
                return (name, value);
        }

        return ("", "");
    }
}
