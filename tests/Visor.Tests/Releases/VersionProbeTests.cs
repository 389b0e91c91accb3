using Shouldly;
using Visor.Model;
using Visor.Releases;
using Visor.Tests.Processes;
using Xunit;

namespace Visor.Tests.Releases;

[Edge]
public sealed class VersionProbeTests : IAsyncDisposable
{
    private readonly ReleaseFolder _release = new();

    public ValueTask DisposeAsync() => _release.DisposeAsync();

    [Fact]
    public async Task A_binary_is_asked_again_only_if_its_file_has_changed()
    {
        _release.WithBinary("v0.1.0");
        (await Ask()).ShouldBe(ReleaseTag.Parse("v0.1.0"));
        (await Ask()).ShouldBe(ReleaseTag.Parse("v0.1.0"));
        (await File.ReadAllLinesAsync(_release.Files["asked"], TestContext.Current.CancellationToken)).Length.ShouldBe(1);

        _release.WithBinary("v0.10.0");
        (await Ask()).ShouldBe(ReleaseTag.Parse("v0.10.0"));
    }

    [Fact]
    public async Task A_script_says_what_it_starts_and_is_asked_again_unless_it_has_just_been_or_there_is_no_time()
    {
        File.WriteAllText(_release.Files["inner"], "v0.1.0");
        _release.WithScript("echo \"{\\\"version\\\":\\\"$(cat $D/inner)\\\"}\"");
        (await Ask()).ShouldBe(ReleaseTag.Parse("v0.1.0"));
        File.WriteAllText(_release.Files["inner"], "v0.2.0");

        (await Ask()).ShouldBe(ReleaseTag.Parse("v0.1.0"));
        _release.Time.Advance(TimeSpan.FromSeconds(2));
        (await _release.Versions.Read(_release.Binary, Freshness.AsSaid, TestContext.Current.CancellationToken)).ShouldBe(ReleaseTag.Parse("v0.1.0"));
        (await Ask()).ShouldBe(ReleaseTag.Parse("v0.2.0"));
    }

    [Fact]
    public async Task A_binary_that_hangs_gets_more_time_at_the_next_try()
    {
        _release.WithScript("echo $$ >$D/pid\nexec sleep 600");
        foreach (var seconds in new[] { 20, 40, 80, 120, 120 })
        {
            File.Delete(_release.Files["pid"]);
            var asking = Should.ThrowAsync<ReleaseException>(Ask);
            await _release.Files.Pid("pid");

            _release.Time.Advance(TimeSpan.FromSeconds(seconds));

            var problem = await asking;
            problem.Message.ShouldContain($"within {seconds} s");
            problem.Passes.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_binary_that_hangs_is_killed_and_named()
    {
        _release.WithScript("echo $$ >$D/pid\nexec sleep 600");
        var asking = AskInVain();
        var pid = await _release.Files.Pid("pid");

        _release.Time.Advance(TimeSpan.FromSeconds(20));

        (await asking).ShouldBe($"`{_release.Binary} version --output json` did not end within 20 s; run it by hand to see what it is waiting for");
        (Visor.Processes.ProcessTable.Stat(pid) is { Lives: true }).ShouldBeFalse();
    }

    [Fact]
    public async Task A_binary_that_fails_is_quoted_in_one_line()
    {
        _release.WithScript("echo 'no such\nlibrary' >&2; exit 127");

        (await AskInVain()).ShouldBe($"`{_release.Binary} version --output json` failed (exit 127): no such library");
    }

    [Theory]
    [InlineData("v0.2.0")]
    [InlineData("{}")]
    [InlineData("{\"version\":null}")]
    [InlineData("{\"version\":\"../v1\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"version\":2}")]
    public async Task Another_answer_is_quoted_with_the_shape_that_is_needed(string answer)
    {
        _release.WithScript($"printf '%s' '{answer}'");

        (await AskInVain()).ShouldBe(
            $"`{_release.Binary} version --output json` answered {answer}, which is not {{\"version\":\"v…\"}}; is it the node's binary?");
    }

    [Fact]
    public async Task A_binary_that_is_not_there_is_named() => (await AskInVain()).ShouldBe($"{_release.Binary} does not exist; put the binary there");

    [Fact]
    public async Task A_binary_that_cannot_be_started_says_why()
    {
        _release.WithScript("exit 0");
        File.SetUnixFileMode(_release.Binary, UnixFileMode.UserRead);

        (await AskInVain()).ShouldContain("may not be executed by this user");
    }

    private Task<ReleaseTag> Ask() =>
        _release.Versions.Read(_release.Binary, TestContext.Current.CancellationToken).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

    private async Task<string> AskInVain() => (await Should.ThrowAsync<ReleaseException>(Ask)).Message;
}
