using Shouldly;
using Visor.Signatures;
using Xunit;

namespace Visor.Tests.Signatures;

[Pure]
public sealed class KeyLineTests
{
    private static readonly DateTimeOffset End = new(2027, 12, 31, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Signed.MinisignKey)]
    [InlineData(Signed.Ed25519Key)]
    [InlineData(Signed.Ed25519Key + " releases@example.com")]
    [InlineData("releases@example.com " + Signed.Ed25519Key)]
    [InlineData("  releases@example.com\t" + Signed.RsaKey + "  a comment of words ")]
    [InlineData("*@example.com,other namespaces=\"file,git\" " + Signed.Ecdsa256Key)]
    public void A_key_is_read_however_its_program_writes_it(string line)
    {
        var key = Key(line);

        (key.ValidAfter, key.ValidBefore).ShouldBe((null, null));
        key.ProblemAt(DateTimeOffset.MaxValue).ShouldBeNull();
    }

    [Theory]
    [InlineData("valid-before=\"20271231\" ")]
    [InlineData("valid-before=20271231 ")]
    [InlineData("Valid-Before=\"20271231Z\" ")]
    [InlineData("valid-before=\"202712310000\" ")]
    [InlineData("valid-after=\"20200101\",valid-before=\"20271231000000Z\" ")]
    public void An_end_stands_in_front_of_the_key_as_in_allowed_signers(string options)
    {
        foreach (var line in (string[])[$"{options}{Signed.MinisignKey}", $"{options}{Signed.Ed25519Key}", $"someone {options}{Signed.Ed25519Key} comment"])
        {
            var key = Key(line);
            key.ValidBefore.ShouldBe(End, line);
            key.ProblemAt(End.AddSeconds(-1)).ShouldBeNull();
            key.ProblemAt(End).ShouldBe("which expired at 2027-12-31T00:00:00Z");
        }
    }

    [Theory]
    [InlineData("# RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7")]
    [InlineData(" #ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ/rbdp/BNYBSFIN/XR55HtddMpIe77JE1ZqJmx3BULv")]
    public void A_key_that_is_commented_out_is_none(string line)
    {
        KeyLine.Parse(line, out var problem).ShouldBeNull();
        problem.ShouldBe("is a comment, as in allowed_signers, and names no key; delete it from the list");
    }

    [Fact]
    public void A_key_that_counts_only_later_says_so() =>
        Key($"valid-after=\"20271231\" {Signed.MinisignKey}").ProblemAt(End.AddSeconds(-1)).ShouldBe("which is not valid before 2027-12-31T00:00:00Z");

    [Fact]
    public void Namespaces_are_patterns()
    {
        var key = Key($"namespaces=\"file,release-*\" {Signed.Ed25519Key}");

        key.AllowsNamespace("file").ShouldBeTrue();
        key.AllowsNamespace("release-visor").ShouldBeTrue();
        key.AllowsNamespace("git").ShouldBeFalse();
        Key(Signed.Ed25519Key).AllowsNamespace("git").ShouldBeTrue();
    }

    [Fact]
    public void A_key_is_called_as_its_program_calls_it()
    {
        Key(Signed.MinisignKey).Name.ShouldBe("minisign key D085E233B64B18F8");
        Key($"valid-before=20271231 {Signed.MinisignKey}").ToString().ShouldBe("minisign key D085E233B64B18F8 (until 2027-12-31T00:00:00Z)");
    }

    [Theory]
    [InlineData("", "holds no key")]
    [InlineData("releases@example.com", "holds no key")]
    [InlineData("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO", "holds no key")]
    [InlineData("untrusted comment: minisign public key D085E233B64B18F8", "which is neither a key nor an option that Visor knows")]
    [InlineData("ssh-ed25519", "holds no key")]
    [InlineData("ssh-ed25519 AAAA", "holds a damaged key")]
    [InlineData("ssh-ed25519 !", "holds a damaged key")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ/rbdp", "holds a damaged key")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3M=", "a key of the type ssh-dss, which Visor cannot verify")]
    [InlineData("cert-authority " + Signed.Ed25519Key, "names a certificate authority")]
    [InlineData("valid-before=soon " + Signed.Ed25519Key, "has the time 'soon', which is none")]
    [InlineData("valid-before=20271331 " + Signed.Ed25519Key, "has the time '20271331', which is none")]
    [InlineData("namespaces=\"\" " + Signed.Ed25519Key, "has an empty `namespaces`")]
    [InlineData("expires=20271231 " + Signed.Ed25519Key, "holds 'expires', which is neither a key nor an option")]
    public void What_is_wrong_is_said(string line, string told)
    {
        KeyLine.Parse(line, out var problem).ShouldBeNull();
        problem.ShouldContain(told);
    }

    private static PinnedKey Key(string line) => KeyLine.Parse(line, out var problem) ?? throw new InvalidOperationException(problem);
}
