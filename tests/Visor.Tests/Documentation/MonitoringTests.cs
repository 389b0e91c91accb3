using Shouldly;
using Visor.Hooks;
using Visor.Model.Events;
using Visor.Status.Serving;
using Visor.Tests.Status.Metrics;
using Xunit;

namespace Visor.Tests.Documentation;

/// <summary>The tables of docs/monitoring.md say what Visor shows and tells, no less and no more.</summary>
[Pure]
public sealed class MonitoringTests
{
    private static readonly string Page = Documents.Read("docs/monitoring.md");

    [Fact]
    public void Every_metric_is_there_with_its_type_and_its_labels() =>
        Documents.Table(Page, "| metric | type | labels | meaning |")
            .Select(row => new ShownMetric(Documents.Code(row[0]).Single(), row[1].Trim(), ShownMetric.LabelsOf(row[2])).ToString())
            .ShouldBe(ShownMetric.AllOf(Statuses.TextOf(Statuses.Full)).Select(m => m.ToString()), ignoreOrder: true);

    [Fact]
    public void The_values_of_a_label_that_are_listed_are_all_it_has()
    {
        var shown = Statuses.TextOf(Statuses.Full);
        foreach (var row in Documents.Table(Page, "| metric | type | labels | meaning |").Where(r => r[2].Contains('=', StringComparison.Ordinal)))
        {
            var (metric, words) = (Documents.Code(row[0]).Single(), Documents.Code(row[2]));
            words.Skip(1).ShouldBe(ShownMetric.ValuesOf(shown, metric, words[0]), StringComparer.Ordinal, ignoreOrder: true, metric);
        }
    }

    [Fact]
    public void Every_field_of_the_status_is_there_and_no_other()
    {
        var told = StatusFields.Told(Page);

        StatusFields.Untold(told).ShouldBeEmpty();
        told.Except(StatusFields.All, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_kind_of_event_is_there() =>
        Documents.Table(Page, "| event | when |").Select(row => Documents.Code(row[0]).Single()).ShouldBe(EventKinds.Words);

    [Fact]
    public void Every_hook_is_there() =>
        Documents.Table(Page, "| hook | event |").Select(row => Documents.Code(row[0]).Single())
            .ShouldBe(Enum.GetValues<HookKind>().Select(hook => hook.Key()));

    [Fact]
    public void Every_path_is_there_and_nothing_else_is_served()
    {
        var cached = new CachedResponse(() => Statuses.Full, _ => [], "text/plain", maxAge: null, TimeProvider.System);
        var routes = new Routes(() => Statuses.Full, new LivezResponse(() => { }, TimeProvider.System), cached, cached, cached);
        var told = Documents.Table(Page, "| path | what it is |").Select(row => Documents.Code(row[0]).Single()).ToArray();

        told.Select(path => routes.Answer("GET", path).StatusCode).ShouldAllBe(code => code == 200);
        var nothing = System.Text.Encoding.UTF8.GetString(routes.Answer("GET", "/nothing").Body.Span);
        nothing.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('/')).ShouldBe(told);
    }
}
