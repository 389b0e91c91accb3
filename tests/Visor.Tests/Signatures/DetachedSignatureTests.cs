using System.Text;
using Shouldly;
using Visor.Signatures;
using Xunit;

namespace Visor.Tests.Signatures;

[Pure]
public sealed class DetachedSignatureTests
{
    public static TheoryData<string, string> All => new()
    {
        { Signed.MinisignKey, Signed.Minisign },
        { Signed.MinisignKey, Signed.MinisignOfContent },
        { Signed.Ed25519Key, Signed.Ed25519 },
        { Signed.Ecdsa256Key, Signed.Ecdsa256 },
        { Signed.Ecdsa384Key, Signed.Ecdsa384 },
        { Signed.Ecdsa521Key, Signed.Ecdsa521 },
        { Signed.RsaKey, Signed.Rsa },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void A_signature_is_of_what_was_signed_and_of_nothing_else(string line, string file)
    {
        var key = Key(line);
        var signature = Parse(file)!;

        signature.NamesKey(key).ShouldBeTrue();
        signature.KeyName.ShouldBe(key.Name);
        IsOf(signature, Signed.Content, key).ShouldBeTrue();
        IsOf(signature, "y\n", key).ShouldBeFalse();
        IsOf(signature, "", key).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Whatever_is_changed_in_a_signature_it_counts_no_more(string line, string file)
    {
        var key = Key(line);
        var lines = file.Split('\n');

        // All but comments that nobody has signed, and the bits behind the last byte of base64.
        foreach (var (row, text) in lines.Index().Where(l => !l.Item.StartsWith("untrusted", StringComparison.Ordinal)))
        {
            for (var at = 0; at < text.Length; at++)
            {
                if (text[at] is '=' || (at + 1 < text.Length && text[at + 1] is '='))
                    continue;
                var changed = string.Join('\n', lines.Index().Select(l => l.Index == row ? $"{text[..at]}{(text[at] == 'A' ? 'B' : 'A')}{text[(at + 1)..]}" : l.Item));
                var isAccepted = Parse(changed) is { } signature && signature.NamesKey(key) && (signature.Namespace ?? "file") is "file" && IsOf(signature, Signed.Content, key);
                isAccepted.ShouldBeFalse(changed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Another_key_is_another(string line, string file)
    {
        foreach (var (other, _) in All.Select(row => row.Data).Where(row => !string.Equals(row.Item1, line, StringComparison.Ordinal)))
            Parse(file)!.NamesKey(Key(other)).ShouldBeFalse();
    }

    [Fact]
    public void A_key_of_the_same_name_has_not_signed()
    {
        var blob = Convert.FromBase64String(Signed.MinisignKey);
        blob[^1] ^= 1;
        var other = Key(Convert.ToBase64String(blob));

        Parse(Signed.Minisign)!.NamesKey(other).ShouldBeTrue();
        IsOf(Parse(Signed.Minisign)!, Signed.Content, other).ShouldBeFalse();
    }

    [Fact]
    public void A_signature_says_what_its_signer_wrote_and_what_it_is_for()
    {
        Parse(Signed.Minisign)!.Comment.ShouldBe("visor v1.2.3");
        Parse(Signed.Minisign)!.Namespace.ShouldBeNull();
        Parse(Signed.Ed25519)!.Comment.ShouldBeNull();
        Parse(Signed.Ed25519)!.Namespace.ShouldBe("file");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("untrusted comment: x\n")]
    [InlineData("untrusted comment: x\nAAAA\ntrusted comment: \nAAAA\n")]
    [InlineData("-----BEGIN SSH SIGNATURE-----")]
    [InlineData("-----BEGIN SSH SIGNATURE----------END SSH SIGNATURE-----")]
    [InlineData("-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----")]
    [InlineData("-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----")]
    [InlineData("-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----")]
    public void What_is_none_is_none(string file) => Parse(file).ShouldBeNull();

    [Theory]
    [MemberData(nameof(All))]
    public void A_file_that_is_cut_short_is_none_or_not_of_it(string line, string file)
    {
        for (var length = 0; length < file.Length; length++)
        {
            if (Parse(file[..length]) is { } signature)
                IsOf(signature, Signed.Content, Key(line)).ShouldBeFalse();
        }
    }

    [Fact]
    public void Windows_line_ends_do_no_harm()
    {
        foreach (var (line, file) in All.Select(row => row.Data))
            IsOf(Parse(file.Replace("\n", "\r\n", StringComparison.Ordinal))!, Signed.Content, Key(line)).ShouldBeTrue(line);
    }

    [Fact]
    public void An_old_signature_of_something_large_is_refused_with_the_remedy()
    {
        using var large = new MemoryStream(new byte[(16 * 1024 * 1024) + 1]);

        Should.Throw<SignatureException>(() => Parse(Signed.MinisignOfContent)!.IsOf(large, Key(Signed.MinisignKey))).Message
            .ShouldBe("is one of minisign's old form, which Visor takes for at most 16 MiB; sign a list of digests instead, or sign anew with minisign 0.10 or later, without -l");
    }

    private static DetachedSignature? Parse(string file) => DetachedSignature.Parse(Encoding.UTF8.GetBytes(file));

    private static PinnedKey Key(string line) => KeyLine.Parse(line, out var problem) ?? throw new InvalidOperationException(problem);

    private static bool IsOf(DetachedSignature signature, string content, PinnedKey key)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return signature.IsOf(stream, key);
    }
}
