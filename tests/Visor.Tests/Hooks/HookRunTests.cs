using System.Text.Json;
using Shouldly;
using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Model;
using Visor.Model.Events;
using Visor.Processes;
using Visor.Tests.Processes;
using Xunit;

namespace Visor.Tests.Hooks;

[Edge]
public sealed class HookRunTests : IAsyncDisposable
{
    private static readonly VisorEvent Upgraded = new(
        EventKind.Upgraded, new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero), "v0.2.0", "v0.2.0", 100, Reason: null)
    {
        Downtime = new Downtime(2100, DowntimeParts.None with { StopMs = 2000, StartMs = 100 }),
    };

    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();
    private readonly HookRun _run;

    public HookRunTests() =>
        _run = new HookRun(new VisorHome("/srv/visor"), new CommandRunner(_nursery.Spawner, _nursery.Children, TimeProvider.System));

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public async Task A_hook_gets_the_event_as_JSON_and_in_variables()
    {
        (await Run("cat >$D/json; env | grep ^VISOR_ | grep -v ^VISOR_BESIDE_NODE | sort >$D/variables; echo \"$1\" >$D/argument", "an argument")).ShouldBeNull();

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(_scripts["json"], Cancellation));
        json.RootElement.GetProperty("event").GetString().ShouldBe("upgraded");
        json.RootElement.GetProperty("height").GetUInt64().ShouldBe(100UL);
        json.RootElement.GetProperty("text").GetString().ShouldBe("v0.2.0 is ready, upgraded at block 100, downtime 2.1 s (stop 2.0 s, start 0.1 s)");
        (await File.ReadAllLinesAsync(_scripts["variables"], Cancellation)).ShouldBe(
        [
            "VISOR_DOWNTIME_MS=2100", "VISOR_EVENT=upgraded", "VISOR_HEIGHT=100", "VISOR_HOME=/srv/visor", "VISOR_HOOK=afterUpgrade",
            "VISOR_RELEASE=v0.2.0", "VISOR_TAG=v0.2.0",
        ]);
        (await _scripts.Line("argument")).ShouldBe("an argument");
    }

    [Fact]
    public async Task A_hook_that_fails_is_told_with_what_it_said() =>
        (await Run("echo no space left >&2; exit 4")).ShouldBe($"the hook afterUpgrade ({_scripts["hook"]}) failed (exit 4): no space left");

    [Fact]
    public async Task A_hook_that_hangs_is_killed_with_what_it_has_started()
    {
        var problem = await _run.Run(
            HookKind.AfterUpgrade, new HookCommand([_scripts.Write("hook", "sleep 600 & echo $! >$D/child; wait")]), Upgraded, null, TimeSpan.FromSeconds(1), Cancellation);

        problem.ShouldBe($"the hook afterUpgrade ({_scripts["hook"]}) did not end within 1 s and was killed");
        ProcessTable.Stat(await _scripts.Pid("child")).ShouldSatisfyAllConditions(stat => (stat is null or { Lives: false }).ShouldBeTrue());
    }

    [Theory]
    [InlineData("missing", "is not a file; correct its path in `[hooks]` of /srv/visor/config.toml")]
    [InlineData(".", "is not a file")]
    public async Task A_hook_that_is_not_there_is_told(string program, string told) =>
        (await _run.Run(HookKind.AfterUpgrade, new HookCommand([_scripts[program]]), Upgraded, null, TimeSpan.FromSeconds(1), Cancellation))!.ShouldContain(told);

    [Fact]
    public async Task A_hook_that_is_not_executable_is_told()
    {
        await File.WriteAllTextAsync(_scripts["plain"], "#!/bin/sh\n", Cancellation);

        (await _run.Run(HookKind.AfterUpgrade, new HookCommand([_scripts["plain"]]), Upgraded, null, TimeSpan.FromSeconds(1), Cancellation))!
            .ShouldContain("cannot be started: ");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<string?> Run(string body, params string[] arguments) => _run.Run(
        HookKind.AfterUpgrade, new HookCommand([_scripts.Write("hook", body), .. arguments]), Upgraded, null, Scripts.Deadline, Cancellation);
}
