using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shouldly;
using Visor.Chains.Cosmos.PlanInfos;
using Visor.Tests.Chains.Cosmos.Data;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.PlanInfos;

/// <summary>Every text of the data is what the data say.</summary>
[Pure]
public sealed class PlanInfoDataTests
{
    public static TheoryData<string> Cases => [.. PlanInfoData.Of("cases").Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_info_is_what_the_rules_make_of_it(string id)
    {
        var given = PlanInfoData.Case("cases", "id", id);
        var expect = given.GetProperty("expect");

        var info = PlanInfoParser.Parse(given.GetProperty("info").GetString()!);

        ShouldBe(info, expect);
        if (given.Text("document") is not { } document)
            return;
        var bytes = Encoding.UTF8.GetBytes(document);
        ShouldBe(PlanInfoParser.ParseDocument(bytes), expect.GetProperty("document"));
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(((PlanInfo.Reference)info).Url.Checksum!.Value);
    }

    private static void ShouldBe(PlanInfo info, JsonElement expect)
    {
        KindOf(info).ShouldBe(expect.Text("kind"));
        if (info is PlanInfo.Reference reference)
            ShouldBe(reference.Url, expect.GetProperty("reference"));
        if (info is not PlanInfo.Binaries binaries)
            return;
        binaries.ByPlatform.Keys.ShouldBe(expect.GetProperty("platforms").EnumerateArray().Select(p => p.GetString()));
        foreach (var platform in new[] { "linux/amd64", "linux/arm64" })
        {
            var wanted = expect.GetProperty(platform);
            if (wanted.ValueKind is JsonValueKind.Null)
                binaries.For(platform).ShouldBeNull();
            else
                ShouldBe(binaries.For(platform).ShouldNotBeNull(), wanted);
        }
    }

    private static void ShouldBe(PlanUrl url, JsonElement expect)
    {
        url.Text.ShouldBe(expect.Text("url"));
        url.Archive.ShouldBe(expect.Text("archive"));
        url.Subfolder.ShouldBe(expect.Text("subdirectory"));
        ShouldBe(url.Checksum, expect.GetProperty("checksum"));
        var request = expect.Text("request")!;
        if (!request.StartsWith("http", StringComparison.Ordinal) || request.Contains('@', StringComparison.Ordinal))
        {
            // Cosmovisor would ask for it.
            url.IsUsable.ShouldBeFalse();
            url.Address.ShouldBeNull();
        }
        else
        {
            url.Address!.AbsoluteUri.ShouldBe(request);
            url.IsUsable.ShouldBe(url.Checksum?.IsValid != false);
        }
    }

    private static void ShouldBe(PlanChecksum? checksum, JsonElement expect)
    {
        if (expect.ValueKind is JsonValueKind.Null)
        {
            checksum.ShouldBeNull();
            return;
        }

        checksum.ShouldNotBeNull();
        checksum.Type.ShouldBe(expect.Text("type"));
        checksum.Value.ShouldBe(expect.Text("value"));
        checksum.IsValid.ShouldBe(expect.GetProperty("valid").GetBoolean());
        checksum.IsUntyped.ShouldBe(expect.TryGetProperty("untyped", out var untyped) && untyped.GetBoolean());
    }

    private static string KindOf(PlanInfo info) => info switch
    {
        PlanInfo.Blank => "blank",
        PlanInfo.NotJson => "not-json",
        PlanInfo.WrongShape => "json-wrong-shape",
        PlanInfo.NoBinaries => "json-no-binaries",
        PlanInfo.Reference => "url",
        _ => "json",
    };
}
