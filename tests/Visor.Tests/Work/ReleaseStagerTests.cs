using Visor.Tests.Chains.Vega;
using Shouldly;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Tests.Lifecycle;
using Visor.Tests.Releases;
using Visor.Tests.Supervision;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

[Edge]
public sealed class ReleaseStagerTests : IAsyncDisposable
{
    private readonly ReleaseFolder _release = new ReleaseFolder().WithRunConfig().WithBinary();
    private readonly RecordingLog _log = new();
    private readonly VisorHome _home;
    private readonly Installation _installation;

    public ReleaseStagerTests()
    {
        _home = new VisorHome(Path.Combine(_release.Path, "home"));
        _installation = new Installation(_home, _release, _log);
        Directory.CreateDirectory(_home.Genesis);
    }

    public ValueTask DisposeAsync()
    {
        _installation.Dispose();
        return _release.DisposeAsync();
    }

    [Fact]
    public async Task A_folder_named_by_the_tag_is_checked_and_ready()
    {
        Directory.CreateSymbolicLink(_home.ReleaseFolder("v0.2.0"), _release.Path);

        (await Stage()).ShouldBe(new NodeEvent.ReleaseStaged(Given.Next));
        _log.Lines.ShouldBe(["Information: v0.2.0 for block 100 is ready in " + _home.ReleaseFolder("v0.2.0")]);
    }

    [Fact]
    public async Task A_mapped_folder_is_the_one_that_counts()
    {
        Directory.CreateSymbolicLink(_home.ReleaseFolder("next"), _release.Path);

        (await Stage(new VisorConfig { UpgradeFolders = Mapped("next") })).ShouldBe(new NodeEvent.ReleaseStaged(new Release(Given.Plan.Tag, "next")));
    }

    [Fact]
    public async Task A_missing_folder_is_named_with_what_to_put_there()
    {
        (await Problem()).ShouldBe(
            $"{_home.ReleaseFolder("v0.2.0")} does not exist; put the binary of v0.2.0 and a run-config.toml there (`visor stage v0.2.0 --from FILE --home {_home.Root}` does), name its folder in [upgradeFolders], or turn [autoInstall] on");
        _log.Lines.Single().ShouldStartWith("Error: v0.2.0 for block 100 is NOT READY: ");
    }

    [Fact]
    public async Task The_same_reason_is_logged_once_until_the_release_was_ready()
    {
        await using var configuration = Configured.As(new VisorConfig());
        var stager = Staging(configuration);
        async Task<NodeEvent> Again() => await Within(stager.Run(new WorkItem.Stage(Given.Old, Given.Plan, 1), TestContext.Current.CancellationToken));

        await Again();
        (await Again()).ShouldBeOfType<NodeEvent.StagingFailed>();
        _log.Lines.Count.ShouldBe(1);

        Directory.CreateDirectory(_home.ReleaseFolder("v0.2.0"));
        await Again();
        await Again();
        _log.Lines.Count.ShouldBe(2);

        Directory.Delete(_home.ReleaseFolder("v0.2.0"));
        Directory.CreateSymbolicLink(_home.ReleaseFolder("v0.2.0"), _release.Path);
        (await Again()).ShouldBeOfType<NodeEvent.ReleaseStaged>();
        File.Delete(_home.ReleaseFolder("v0.2.0"));
        Directory.CreateDirectory(_home.ReleaseFolder("v0.2.0"));
        await Again();
        _log.Lines.Count(l => l.StartsWith("Error: ", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task The_command_that_helps_names_the_release_and_the_home()
    {
        Directory.CreateDirectory(_home.ReleaseFolder("v0.2.0"));

        (await Problem()).ShouldContain($"run `visor stage v0.2.0 --from FILE --home {_home.Root}`");
    }

    [Fact]
    public async Task The_folder_of_the_running_release_is_never_another_releases()
    {
        Directory.CreateSymbolicLink(_home.ReleaseFolder("alias"), _home.Genesis);

        foreach (var folder in new[] { "genesis", "alias" })
            (await Problem(new VisorConfig { UpgradeFolders = Mapped(folder) })).ShouldContain("is the folder of v0.1.0, which is running");
    }

    [Fact]
    public async Task What_the_check_finds_is_the_problem()
    {
        _release.WithBinary("v0.1.0");
        Directory.CreateSymbolicLink(_home.ReleaseFolder("v0.2.0"), _release.Path);

        (await Problem()).ShouldContain("says it is v0.1.0, but v0.2.0 is needed");
    }

    [Fact]
    public async Task The_hook_of_the_operator_may_say_that_it_is_not_ready()
    {
        Directory.CreateSymbolicLink(_home.ReleaseFolder("v0.2.0"), _release.Path);
        var hook = new HookCommand([_release.Files.Write("review", "echo $VISOR_EVENT $VISOR_TAG >>$D/told; echo unknown signer >&2; exit 7")]);

        (await Problem(new VisorConfig { Hooks = new HooksConfig { OnStaged = hook } })).ShouldBe(
            $"the hook onStaged ({hook.Words[0]}) failed (exit 7): unknown signer; v0.2.0 is not ready until that hook succeeds");
        (await _release.Files.Line("told")).ShouldBe("staged v0.2.0");
    }

    [Fact]
    public async Task Nothing_of_a_release_is_run_before_the_hook_of_the_operator_has_approved_of_it()
    {
        Directory.CreateSymbolicLink(_home.ReleaseFolder("v0.2.0"), _release.Path);
        var hook = new HookCommand([_release.Files.Write("review", "test ! -e $D/asked && exit 7")]);

        (await Problem(new VisorConfig { Hooks = new HooksConfig { OnStaged = hook } })).ShouldContain("failed (exit 7)");
        File.Exists(_release.Files["asked"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_of_what_a_plan_has_brought_is_run_before_that_hook_either()
    {
        var hook = new HookCommand([_release.Files.Write("review", "test ! -e $D/asked && exit 7")]);

        (await Problem(new VisorConfig { Hooks = new HooksConfig { OnStaged = hook } }, new Bringing(_release.Path))).ShouldContain("failed (exit 7)");
        File.Exists(_release.Files["asked"]).ShouldBeFalse();
        (await Stage(source: new Bringing(_release.Path))).ShouldBe(new NodeEvent.ReleaseStaged(Given.Next));
    }

    private static UpgradeFolders Mapped(string folder) => new([KeyValuePair.Create("v0.2.0", folder)]);

    private async Task<string> Problem(VisorConfig? config = null, IPlanSource? source = null) => (await Stage(config, source)).ShouldBeOfType<NodeEvent.StagingFailed>().Reason;

    private async Task<NodeEvent> Stage(VisorConfig? config = null, IPlanSource? source = null)
    {
        await using var configuration = Configured.As(config ?? new VisorConfig());
        return await Within(Staging(configuration, source).Run(new WorkItem.Stage(Given.Old, Given.Plan, 1), TestContext.Current.CancellationToken));
    }

    private ReleaseStager Staging(LiveConfiguration configuration, IPlanSource? source = null) => new(
        _home,
        VegaNode.Chain,
        new ReleaseFolderResolver(_home, configuration),
        configuration,
        _installation.Value,
        source,
        _release.Prepared,
        new CurrentLink(_home),
        _release.HooksOf(_home, configuration.Current.Hooks),
        TimeProvider.System,
        _log);

    private static Task<NodeEvent> Within(Task<NodeEvent> work) => work.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    private sealed class Bringing(string release) : IPlanSource
    {
        public string? WhyNot => null;

        public Task<string> Preview(UpgradePlan plan, string folder, string home, CancellationToken cancellation) => Task.FromResult(release);

        public Task Fetch(UpgradePlan plan, string folder, string home, CancellationToken cancellation)
        {
            Directory.CreateSymbolicLink(folder, release);
            return Task.CompletedTask;
        }
    }
}
