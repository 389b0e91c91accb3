using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;

namespace Visor.Signatures;

/// <summary>A public key whose signatures count, as the configuration names it.</summary>
/// <param name="Encoded">The key in base64, as it stands there.</param>
/// <param name="ValidAfter">Null: from ever on.</param>
/// <param name="ValidBefore">Null: for ever.</param>
internal sealed record PinnedKey(SignatureFormat Format, string Encoded, DateTimeOffset? ValidAfter, DateTimeOffset? ValidBefore)
{
    /// <summary>Patterns with <c>*</c> and <c>?</c>, separated by commas, as ssh-keygen(1) has them; null: every namespace.</summary>
    public string? Namespaces { get; init; }

    /// <summary>Its bytes as the format writes them.</summary>
    public ImmutableArray<byte> Blob => [.. Convert.FromBase64String(Encoded)];

    /// <summary>For people, as the program that makes such keys shows them. It hashes, so it is asked for only when somebody is told.</summary>
    public string Name => Format switch
    {
        SignatureFormat.Minisign => MinisignKey.NameOf(MinisignKey.IdOf(Blob.AsSpan())),
        _ => NameOfSsh(Blob.AsSpan()),
    };

    public bool AllowsNamespace(string name) => Namespaces is null
        || Namespaces.Split(',').Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));

    /// <summary>Why its signatures do not count at a time; null: they do.</summary>
    public string? ProblemAt(DateTimeOffset now) =>
        ValidBefore <= now ? $"which expired at {Time(ValidBefore.Value)}"
        : ValidAfter > now ? $"which is not valid before {Time(ValidAfter.Value)}"
        : null;

    public override string ToString() => ValidBefore is { } end ? $"{Name} (until {Time(end)})" : Name;

    /// <summary>The fingerprint of a key of ssh-keygen(1).</summary>
    public static string NameOfSsh(ReadOnlySpan<byte> blob) => $"SSH key SHA256:{Convert.ToBase64String(Hashes.Sha256(blob)).TrimEnd('=')}";

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

internal enum SignatureFormat
{
    /// <summary>minisign(1), and signify's keys in it.</summary>
    Minisign,

    /// <summary><c>ssh-keygen -Y sign</c>: PROTOCOL.sshsig of OpenSSH.</summary>
    Ssh,
}
