using System.Buffers.Binary;
using System.Globalization;

namespace Visor.Signatures;

/// <summary>A public key of minisign: <c>Ed</c>, eight bytes that name it, and the Ed25519 key.</summary>
internal static class MinisignKey
{
    public const int Length = 42;
    public const int IdLength = 8;
    private const int IdAt = 2;

    public static bool IsOne(ReadOnlySpan<byte> blob) => blob.Length == Length && blob.StartsWith("Ed"u8);

    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> blob) => blob.Slice(IdAt, IdLength);

    public static ReadOnlySpan<byte> PointOf(ReadOnlySpan<byte> blob) => blob[(IdAt + IdLength)..];

    /// <summary>As minisign shows it: a number of 64 bits in hexadecimal.</summary>
    public static string NameOf(ReadOnlySpan<byte> id) =>
        string.Create(CultureInfo.InvariantCulture, $"minisign key {BinaryPrimitives.ReadUInt64LittleEndian(id):X16}");
}
