using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Releases;
using Xunit;

namespace Visor.Tests.Releases;

[Edge]
public sealed class FolderAppearanceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly string _place = Directory.CreateTempSubdirectory("visor-given").FullName;

    private string Folder => Path.Combine(_place, "v0.2.0");

    public void Dispose() => Directory.Delete(_place, recursive: true);

    [Fact]
    public async Task Work_that_nobody_does_meanwhile_is_done_to_its_end()
    {
        var work = new TaskCompletionSource();
        var doing = Do(work.Task);
        _time.Advance(TimeSpan.FromMinutes(1));
        doing.IsCompleted.ShouldBeFalse();

        work.SetResult();

        (await Within(doing)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_that_appears_ends_the_work()
    {
        var doing = Do(Task.Delay(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken));
        Directory.CreateDirectory(Folder);

        await Tick(doing);

        (await Within(doing)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_ended_for_a_folder_that_appeared_may_fail_as_it_likes()
    {
        var work = new TaskCompletionSource();
        var doing = Do(work.Task);
        Directory.CreateDirectory(Folder);
        work.SetException(new IOException("broken off"));

        (await Within(doing)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_failure_of_the_work_is_its_own() =>
        (await Should.ThrowAsync<IOException>(() => Within(Do(Task.FromException(new IOException("no space")))))).Message.ShouldBe("no space");

    [Fact]
    public async Task Who_cancels_it_is_told_so_whatever_has_appeared()
    {
        using var cancellation = new CancellationTokenSource();
        var doing = FolderAppearance.Do(Folder, token => Task.Delay(Timeout.InfiniteTimeSpan, token), _time, cancellation.Token);
        Directory.CreateDirectory(Folder);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Within(doing));
    }

    private Task<bool> Do(Task work) =>
        FolderAppearance.Do(Folder, token => work.WaitAsync(token), _time, TestContext.Current.CancellationToken);

    // The next look may be asked for only after the time has moved.
    private async Task Tick(Task<bool> doing)
    {
        while (!doing.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static Task<bool> Within(Task<bool> work) => work.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
