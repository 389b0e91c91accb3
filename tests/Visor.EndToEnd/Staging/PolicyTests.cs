using System.Text;
using Shouldly;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class PolicyTests
{
    private const string Required = "verification = \"required\"";
    private const string Listed = Required + "\nchecksumsAsset = \"SHA256SUMS\"";
    private const string Demand = "has no published digest";

    [Fact]
    public async Task Where_a_digest_is_required_an_asset_without_one_is_refused()
    {
        await using var refusal = await Refusal.Begin(Required);
        await refusal.Fetching.Publish();
        await refusal.Fetching.Server.Misbehave(new Misbehaviour.NoDigest());
        await refusal.Until(
            () =>
            {
                refusal.Fetching.Downloads.ShouldBeEmpty();
                return refusal.Fetching.Server.Behave();
            },
            Demand, "`verification = \"required\"` requires one; publish one, name the release's list of digests in `checksumsAsset`");
    }

    [Fact]
    public async Task A_list_of_digests_that_does_not_name_the_asset_is_not_enough()
    {
        await using var refusal = await Refusal.Begin(Listed);
        await refusal.Fetching.Server.Misbehave(new Misbehaviour.NoDigest());
        await Publish(refusal.Fetching, asset => $"{asset.Sha256}  something-else.zip\n");
        await refusal.Until(
            () => Publish(refusal.Fetching, Line),
            Demand, "\"SHA256SUMS\" is missing or has no line for it", "publish one");
    }

    [Fact]
    public async Task An_asset_that_is_not_the_one_in_the_list_of_digests_is_refused()
    {
        await using var refusal = await Refusal.Begin("checksumsAsset = \"SHA256SUMS\"");
        await refusal.Fetching.Server.Misbehave(new Misbehaviour.NoDigest());
        await Publish(refusal.Fetching, asset => $"{new string('1', 64)}  {asset.Name}\n");
        await refusal.Until(() => Publish(refusal.Fetching, Line), "has the SHA-256", $"instead of the published {new string('1', 64)}", "ask its publisher");
    }

    [Theory]
    [InlineData("utf-16", "{0}  {1}\r\n")]
    [InlineData("utf-8", "SHA256 hash of {1}:\r\n{0}\r\nCertUtil: -hashfile command completed successfully.\r\n")]
    [InlineData("utf-8", "{1} {0}\n")]
    [InlineData("utf-8", "{0}\n")]
    public async Task A_list_in_whatever_form_people_publish_it_is_what_the_asset_is_verified_by(string encoding, string list)
    {
        await using var refusal = await Refusal.Begin("checksumsAsset = \"SHA256SUMS\"");
        await refusal.Fetching.Server.Misbehave(new Misbehaviour.NoDigest());
        await Publish(refusal.Fetching, asset => Bytes(new string('1', 64), asset.Name));
        await refusal.Until(
            () => Publish(refusal.Fetching, asset => Bytes(asset.Sha256, asset.Name)),
            "has the SHA-256", $"instead of the published {new string('1', 64)}");

        byte[] Bytes(string sha256, string name)
        {
            var coded = Encoding.GetEncoding(encoding);
            return [.. coded.GetPreamble(), .. coded.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, list, sha256, name))];
        }
    }

    [Fact]
    public async Task A_digest_that_cannot_be_compared_is_never_passed_by()
    {
        await using var refusal = await Refusal.Begin("checksumsAsset = \"SHA256SUMS\"");
        await refusal.Fetching.Server.Misbehave(new Misbehaviour.NoDigest());
        await Publish(refusal.Fetching, asset => $"{new string('1', 128)}  {asset.Name}\n");
        await refusal.Until(
            () =>
            {
                refusal.Fetching.Downloads.ShouldAllBe(d => d.BytesSent < 1000); // The list, and not the asset.
                return Publish(refusal.Fetching, Line);
            },
            "SHA256SUMS of v0.2.0 has no hexadecimal SHA-256 for vega-linux-amd64.zip, only SHA-512", "`verification = \"none\"`");
    }

    [Fact]
    public async Task A_list_of_digests_costs_one_question_more()
    {
        await using var fetching = await FetchingNode.Create(autoInstall: Listed);
        await fetching.Server.Misbehave(new Misbehaviour.NoDigest());
        await Publish(fetching, Line);
        await Upgrades(fetching, "as published");
        fetching.ApiRequests.Count.ShouldBe(3, fetching.Everything());
    }

    [Fact]
    public async Task Without_a_digest_an_asset_is_taken_and_that_is_told()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        await fetching.Server.Misbehave(new Misbehaviour.NoDigest());
        await Upgrades(fetching, "no readable digest is published");
    }

    [Fact]
    public async Task Whoever_wants_no_verification_gets_none()
    {
        await using var fetching = await FetchingNode.Create(autoInstall: "verification = \"none\"");
        await fetching.Publish();
        await fetching.Server.Misbehave(new Misbehaviour.WrongDigest());
        await Upgrades(fetching, "not compared with anything");
    }

    private static async Task Upgrades(FetchingNode fetching, string told)
    {
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(40, FetchingNode.Next);
        await fetching.Upgraded(visor);
        visor.Output.ShouldContain(told);
    }

    private static Task Publish(FetchingNode fetching, Func<ReleaseAsset, string> list) => Publish(fetching, asset => Encoding.ASCII.GetBytes(list(asset)));

    private static async Task Publish(FetchingNode fetching, Func<ReleaseAsset, byte[]> list)
    {
        var asset = ReleaseAsset.Of(FetchingNode.AssetName, await fetching.Zip());
        fetching.Publish(FetchingNode.Next, asset, ReleaseAsset.Of("SHA256SUMS", list(asset)));
    }

    private static string Line(ReleaseAsset asset) => $"{new string('2', 64)}  readme.md\n{asset.Sha256} *{asset.Name}\n";
}
