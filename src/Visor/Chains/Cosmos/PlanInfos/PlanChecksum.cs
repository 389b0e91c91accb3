using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Cosmos.PlanInfos;

/// <summary>The <c>checksum</c> of an address in a plan.</summary>
/// <param name="Type"><c>md5</c>, <c>sha1</c>, <c>sha256</c> or <c>sha512</c>; <c>file</c>: <paramref name="Value"/> is the address of a list of checksums; or what nobody knows.</param>
/// <param name="Value">Of an archive, the sum of the archive, in hexadecimal digits.</param>
/// <param name="IsUntyped">The type was told by the length alone.</param>
internal sealed record PlanChecksum(string Type, string Value, bool IsUntyped)
{
    public const string OfFile = "file";

    /// <summary>Whether anything can be compared with it.</summary>
    public bool IsValid => Type is OfFile ? HttpAddress.TryParse(Value, out _) : Value.All(char.IsAsciiHexDigit) && DigitsOf(Type) == Value.Length;

    /// <param name="parameter">Unescaped; empty: there is none.</param>
    public static PlanChecksum? Parse(string parameter)
    {
        if (parameter.Length == 0)
            return null;
        return parameter.Split(':', 2) is [var type, var value]
            ? new PlanChecksum(type.ToLowerInvariant(), value, IsUntyped: false)
            : new PlanChecksum(TypeOf(parameter.Length), parameter, IsUntyped: true);
    }

    /// <returns>What is wrong with it, to follow the address, or null.</returns>
    public string? Problem => IsValid ? null : Type switch
    {
        OfFile => "has a list of checksums that is not at an http:// or https:// address",
        _ when DigitsOf(Type) is { } digits => $"has a checksum of type {Type} that is not of {digits} hexadecimal digits",
        _ => $"has a checksum of the unknown type '{PlainText.Excerpt(Type, 20)}'; known are md5, sha1, sha256 and sha512",
    };

    private static string TypeOf(int digits) => digits switch
    {
        32 => "md5",
        40 => "sha1",
        64 => "sha256",
        128 => "sha512",
        _ => "unknown",
    };

    private static int? DigitsOf(string type) => type switch
    {
        "md5" => 32,
        "sha1" => 40,
        "sha256" => 64,
        "sha512" => 128,
        _ => null,
    };
}
