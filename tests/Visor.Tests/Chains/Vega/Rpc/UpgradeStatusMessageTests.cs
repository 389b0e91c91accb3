using System.Text;
using CsCheck;
using Shouldly;
using Visor.Chains.Vega.Rpc;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

[Pure]
public sealed class UpgradeStatusMessageTests
{
    private const string Plan = """{"VegaReleaseTag":"v2","UpgradeBlockHeight":9}""";

    [Theory]
    [InlineData("""{"result":{"AcceptedReleaseInfo":null,"ReadyToUpgrade":false},"error":null,"id":7}""")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"VegaReleaseTag":"","UpgradeBlockHeight":0},"ReadyToUpgrade":false},"error":null,"id":7}""")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"VegaReleaseTag":null,"UpgradeBlockHeight":null},"ReadyToUpgrade":false},"error":null,"id":7}""")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{},"ReadyToUpgrade":false},"error":null,"id":7}""")]
    [InlineData("""{"result":{"ReadyToUpgrade":false},"id":"7","news":[1,{"a":2}]}""")]
    public void Nothing_is_accepted(string body) => Read(body).ShouldBe(new UpgradeStatus(null, Ready: false));

    [Theory]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"VegaReleaseTag":"v2","UpgradeBlockHeight":9},"ReadyToUpgrade":true},"error":null,"id":7}""", "v2", 9UL)]
    [InlineData("""{"RESULT":{"acceptedreleaseinfo":{"vegaReleaseTag":"v2","upgradeBlockHeight":"9"},"readytoupgrade":true},"Error":null,"ID":7}""", "v2", 9UL)]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"VegaReleaseTag":"../x","UpgradeBlockHeight":18446744073709551615},"ReadyToUpgrade":true},"id":7}""", "../x", ulong.MaxValue)]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"VegaReleaseTag":"","UpgradeBlockHeight":9},"ReadyToUpgrade":true},"id":7}""", "", 9UL)]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"VegaReleaseTag":"v2"},"ReadyToUpgrade":true},"id":7}""", "v2", 0UL)]
    public void A_release_is_accepted(string body, string tag, ulong height) =>
        Read(body).ShouldBe(new UpgradeStatus(new AcceptedRelease(tag, height), Ready: true));

    [Fact]
    public void Ready_for_no_release_stays_visible() =>
        Read("""{"result":{"AcceptedReleaseInfo":null,"ReadyToUpgrade":true},"id":7}""").ShouldBe(new UpgradeStatus(null, Ready: true));

    [Theory]
    [InlineData("null", "it is null")]
    [InlineData("[]", "not one object")]
    [InlineData("7", "not one object")]
    [InlineData("{}", "id is missing")]
    [InlineData("""{"id":7}""", "result is missing")]
    [InlineData("""{"result":null,"error":null,"id":7}""", "result is missing")]
    [InlineData("""{"result":{},"error":null,"id":7}""", "result.ReadyToUpgrade is missing")]
    [InlineData("""{"result":{"ReadyToUpgrade":false},"error":null,"id":8}""", "id is 8 instead of 7")]
    [InlineData("""{"result":{"ReadyToUpgrade":false},"error":null,"id":null}""", "id is missing instead of 7")]
    [InlineData("""{"result":null,"error":"text","id":8}""", "id is 8 instead of 7")]
    [InlineData("""{"result":{"ReadyToUpgrade":"false"},"error":null,"id":7}""", "result.ReadyToUpgrade has the wrong type")]
    [InlineData("""{"result":[],"error":null,"id":7}""", "result has the wrong type")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":"v2","ReadyToUpgrade":false},"id":7}""", "result.AcceptedReleaseInfo has the wrong type")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"VegaReleaseTag":2},"ReadyToUpgrade":false},"id":7}""", "VegaReleaseTag has the wrong type")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"UpgradeBlockHeight":-9},"ReadyToUpgrade":false},"id":7}""", "UpgradeBlockHeight has the wrong type")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"UpgradeBlockHeight":"-9"},"ReadyToUpgrade":false},"id":7}""", "UpgradeBlockHeight has the wrong type")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"UpgradeBlockHeight":9.5},"ReadyToUpgrade":false},"id":7}""", "UpgradeBlockHeight has the wrong type")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"UpgradeBlockHeight":18446744073709551616},"ReadyToUpgrade":false},"id":7}""", "UpgradeBlockHeight has the wrong type")]
    [InlineData("""{"result":{"AcceptedReleaseInfo":{"VegaReleaseTag":"\ud800"},"ReadyToUpgrade":false},"id":7}""", "VegaReleaseTag has the wrong type")]
    [InlineData("""{"result":{"ReadyToUpgrade":false},"error":null,"id":7} and more""", "")]
    public void The_shape_is_wrong(string body, string what)
    {
        var failure = Fail(body);

        failure.Kind.ShouldBe(CoreFailureKind.WrongShape);
        failure.Message.ShouldContain(what);
    }

    [Theory]
    [InlineData("""{"result":null,"error":"not now","id":7}""", "(not now)")]
    [InlineData("""{"result":null,"error":"not now","id":null}""", "(not now)")]
    [InlineData("""{"result":null,"error":{"code":-32601},"id":7}""", "({\"code\":-32601})")]
    [InlineData("""{"result":null,"error":"half \ud800","id":7}""", "(\"half \\ud800\")")]
    public void The_RPC_has_an_error_of_its_own(string body, string text)
    {
        var failure = Fail(body);

        failure.Kind.ShouldBe(CoreFailureKind.RpcError);
        failure.Message.ShouldContain(text);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_no_tag()
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"result":{"AcceptedReleaseInfo":{{{Plan}}},"ReadyToUpgrade":false},"id":7}""");
        body[body.AsSpan().IndexOf("v2"u8)] = 0xff;

        UpgradeStatusMessage.Read(body, 7, Failures).ShouldBeOfType<CoreAnswer.Failure>();
    }

    [Fact]
    public void No_body_whatever_makes_the_reader_throw() =>
        Gen.Byte.Array[0, 400].Sample(body => Bounded(UpgradeStatusMessage.Read(body, 7, Failures)));

    [Fact]
    public void No_damaged_answer_makes_the_reader_throw()
    {
        var sound = $$$"""{"result":{"AcceptedReleaseInfo":{{{Plan}}},"ReadyToUpgrade":false},"error":"é","id":7}""";
        var bytes = Encoding.UTF8.GetBytes(sound);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, bytes.Length]).Sample((place, value, length) =>
        {
            var damaged = bytes.ToArray();
            damaged[place] = value;
            return Bounded(UpgradeStatusMessage.Read(damaged.AsSpan(0, length), 7, Failures));
        });
    }

    private static ResponseErrors Failures { get; } = new("/run/vega.sock", "/rpc");

    private static UpgradeStatus Read(string body) => UpgradeStatusMessage
        .Read(Encoding.UTF8.GetBytes(body), 7, Failures).ShouldBeOfType<CoreAnswer.Status>().Value;

    private static CoreError Fail(string body) => UpgradeStatusMessage
        .Read(Encoding.UTF8.GetBytes(body), 7, Failures).ShouldBeOfType<CoreAnswer.Failure>().Why;

    private static bool Bounded(CoreAnswer answer) =>
        answer is not CoreAnswer.Failure { Why: var why } || (why.ToString().Length < 700 && !why.ToString().Any(char.IsControl));
}
