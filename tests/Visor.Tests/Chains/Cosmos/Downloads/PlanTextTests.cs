using Shouldly;
using Visor.Chains;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Downloads;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Downloads;

/// <summary>Where the text of a plan comes from.</summary>
[Edge]
public sealed class PlanTextTests : IDisposable
{
    private const string Info = """{"binaries":{"any":"http://binaries.example/gaiad?checksum=md5:00112233445566778899aabbccddeeff"}}""";

    private static readonly UpgradePlan Plan = new(ReleaseTag.Parse("v2"), 30);

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_the_node_has_said_is_fetched()
    {
        var context = Context();
        context.Heard.Note(Plan, Info);

        (await Fetch(context)).ShouldBe("http://binaries.example/gaiad");
    }

    [Fact]
    public async Task A_node_that_was_gone_before_it_could_say_anything_has_written_it_down()
    {
        _home.Write("data/upgrade-info.json", $$"""{"name":"V2","height":30,"info":{{System.Text.Json.JsonSerializer.Serialize(Info)}}}""");

        (await Fetch(Context())).ShouldBe("http://binaries.example/gaiad");
    }

    [Theory]
    [InlineData("""{"name":"v2","height":31,"info":"text"}""")]
    [InlineData("""{"name":"v3","height":30,"info":"text"}""")]
    [InlineData("""{"name":"v2","height":30}""")]
    [InlineData("")]
    public async Task The_file_of_another_plan_and_one_without_a_text_say_nothing(string file)
    {
        _home.Write("data/upgrade-info.json", file);

        (await Should.ThrowAsync<ReleaseException>(() => Fetch(Context()))).Message.ShouldContain("the plan says nothing of where the release is");
    }

    private CosmosContext Context() =>
        new(new CosmovisorSettings(_home.Path, "gaiad") { AllowDownload = true }, ["start"], new RunBaseline(_home["cosmovisor/.visor"]));

    /// <returns>The address that was asked for.</returns>
    private static async Task<string> Fetch(CosmosContext context)
    {
        var downloads = new Downloads();
        await new PlanSource(context, new PlanDownload(downloads)).Fetch(Plan, "/srv/upgrades/v2", "/srv", TestContext.Current.CancellationToken);
        return downloads.Asked.ShouldHaveSingleItem();
    }

    private sealed class Downloads : IBinaryDownloads
    {
        public List<string> Asked { get; } = [];

        public string? WhyNot => null;

        public Task<byte[]> Document(DownloadSource source, CancellationToken cancellation) => throw new InvalidOperationException("there is no document");

        public Task<string> Binary(BinaryOrder order, CancellationToken cancellation)
        {
            Asked.Add(order.Source.Address.AbsoluteUri);
            return Task.FromResult(order.Path);
        }
    }
}
