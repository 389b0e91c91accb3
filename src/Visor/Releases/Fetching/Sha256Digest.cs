using System.Diagnostics.CodeAnalysis;

namespace Visor.Releases.Fetching;

/// <summary>A SHA-256.</summary>
internal sealed record Sha256Digest
{
    public const int Bytes = 32;

    private Sha256Digest(string hex) => Hex = hex;

    /// <summary>64 digits in lower case.</summary>
    public string Hex { get; }

    public static Sha256Digest Of(ReadOnlySpan<byte> hash) => new(Convert.ToHexStringLower(hash));

    public static bool TryParse(string hex, [NotNullWhen(true)] out Sha256Digest? digest)
    {
        digest = hex.Length == Bytes * 2 && hex.All(char.IsAsciiHexDigit) ? new Sha256Digest(hex.ToLowerInvariant()) : null;
        return digest is not null;
    }

    public override string ToString() => Hex;
}
