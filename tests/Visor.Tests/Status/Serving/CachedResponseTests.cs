using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Status.Serving;
using Xunit;

namespace Visor.Tests.Status.Serving;

[Pure]
public sealed class CachedResponseTests
{
    private readonly FakeTimeProvider _time = new();
    private NodeStatus? _latest = Samples.Ready;
    private int _made;

    [Fact]
    public void It_is_made_once_however_many_ask()
    {
        var rendering = Make(maxAge: null);
        foreach (var _ in Enumerable.Range(0, 100))
            rendering.Answer().Body.ToArray().ShouldBe([1]);
        _time.Advance(TimeSpan.FromDays(1));
        rendering.Answer();
        _made.ShouldBe(1);
    }

    [Fact]
    public void It_is_made_anew_for_another_status()
    {
        var rendering = Make(maxAge: null);
        rendering.Answer();
        _latest = Samples.In("failed");
        rendering.Answer().Body.ToArray().ShouldBe([2]);
    }

    [Fact]
    public void What_changes_with_time_is_made_anew_once_a_second()
    {
        var rendering = Make(TimeSpan.FromSeconds(1));
        rendering.Answer();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        rendering.Answer();
        _made.ShouldBe(1);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        rendering.Answer();
        _made.ShouldBe(2);
    }

    [Fact]
    public void Before_the_first_status_it_says_so()
    {
        _latest = null;
        Make(maxAge: null).Answer().StatusCode.ShouldBe(503);
    }

    [Fact]
    public async Task Who_comes_while_it_is_made_anew_gets_the_one_from_before()
    {
        using var begun = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim(initialState: true);
        var rendering = new CachedResponse(
            () => _latest,
            _ =>
            {
                begun.Release();
                go.Wait(TestContext.Current.CancellationToken);
                return [(byte)++_made];
            },
            "text/plain", maxAge: null, _time);
        rendering.Answer();
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        go.Reset();
        _latest = Samples.In("failed");
        var making = Task.Run(rendering.Answer, TestContext.Current.CancellationToken);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        rendering.Answer().Body.ToArray().ShouldBe([1]);
        go.Set();
        (await making).Body.ToArray().ShouldBe([2]);
    }

    [Fact]
    public void A_rendering_that_fails_lets_the_next_one_try()
    {
        var rendering = new CachedResponse(() => _latest, _ => _made++ == 0 ? throw new InvalidOperationException() : [7], "text/plain", maxAge: null, _time);
        Should.Throw<InvalidOperationException>(() => rendering.Answer());
        rendering.Answer().Body.ToArray().ShouldBe([7]);
    }

    private CachedResponse Make(TimeSpan? maxAge) => new(() => _latest, _ => [(byte)++_made], "text/plain", maxAge, _time);
}
