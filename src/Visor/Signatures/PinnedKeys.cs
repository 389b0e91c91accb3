using System.Collections.Immutable;

namespace Visor.Signatures;

/// <summary>The keys whose signatures count, all of one format.</summary>
/// <param name="All">At least one, unless they could not be read.</param>
internal sealed record PinnedKeys(ImmutableArray<PinnedKey> All)
{
    public SignatureFormat Format => All is [var first, ..] ? first.Format : SignatureFormat.Minisign;

    /// <summary>What the program that makes such signatures adds to the name of a file.</summary>
    public string Suffix => Format == SignatureFormat.Minisign ? ".minisig" : ".sig";

    /// <summary>For people.</summary>
    public string Names => string.Join(", ", All);

    public bool Equals(PinnedKeys? other) => other is not null && All.SequenceEqual(other.All);

    public override int GetHashCode() => All.Length;
}
