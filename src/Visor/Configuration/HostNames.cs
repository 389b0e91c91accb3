using System.Collections.Immutable;

namespace Visor.Configuration;

/// <summary>Names of hosts as an operator writes them: whole, or <c>*.example.com</c> for every name below <c>example.com</c>. Equal by what they hold.</summary>
internal sealed class HostNames(ImmutableArray<string> names) : IEquatable<HostNames>
{
    private const string Wildcard = "*.";

    public static HostNames None { get; } = new([]);

    /// <param name="host">Without port, in any case.</param>
    public bool Contain(string host) => names.Any(name => name.StartsWith(Wildcard, StringComparison.Ordinal)
        ? host.Length > name.Length - 1 && host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(name, host, StringComparison.OrdinalIgnoreCase));

    /// <returns>Null: it can be used; else what is wrong, as the end of a sentence that begins with the name.</returns>
    public static string? ProblemWith(string name)
    {
        if (name is "*")
            return "allows every name, so any web site could read the page through a visitor's browser; list the names that clients use";
        var host = name.StartsWith(Wildcard, StringComparison.Ordinal) ? name[Wildcard.Length..] : name;
        if (Uri.CheckHostName(host) == UriHostNameType.Dns)
            return null;
        return host.Contains(':', StringComparison.Ordinal) || host.Contains('/', StringComparison.Ordinal)
            ? "must be a name alone; write it without scheme, port and path"
            : "is not a host name; use one such as validator.example.com, or *.example.com (addresses need no entry)";
    }

    public bool Equals(HostNames? other) => other is not null && names.AsSpan().SequenceEqual(other.All.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as HostNames);

    public override int GetHashCode() => names.Length;

    public override string ToString() => string.Join(", ", names);

    private ImmutableArray<string> All => names;
}
