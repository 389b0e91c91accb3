using System.Text;
using Visor.Lifecycle;

namespace Visor.Tests.Lifecycle;

/// <summary>Every state × event → next state and its work, as a page for people.</summary>
internal static class LifecycleTable
{
    public static string Text()
    {
        var page = new StringBuilder("""
            # Every state, every event

            Written by a test from `NodeLifecycle.Decide` and `NodeWork.Of`; a change of behaviour is a change of this page. The running
            release is v0.1.0, the known plan is v0.2.0 at block 100, another plan is v0.3.0 at block 200, and 3 restarts are allowed.
            Under each state stands its work, then what each event makes of it, and last the events that change nothing.

            """);
        foreach (var state in Samples.States)
            Section(page, state);
        return page.ToString();
    }

    private static void Section(StringBuilder page, NodeState state)
    {
        page.Append($"\n## {Words.Of(state)}\n\nWork: {Work(state)}\n");
        var moves = Samples.Events.Select(e => (Event: e, Next: NodeLifecycle.Decide(state, e, Given.ThreeRestarts))).ToList();
        var moving = moves.Where(m => m.Next != state).ToList();
        if (moving.Count > 0)
            page.Append("\n| event | next state | its work |\n|---|---|---|\n");
        foreach (var (happened, next) in moving)
            page.Append($"| {Words.Of(happened)} | {Words.Of(next)} | {Work(next)} |\n");
        page.Append($"\nUnmoved by: {string.Join(", ", moves.Where(m => m.Next == state).Select(m => Words.Of(m.Event)))}.\n");
    }

    private static string Work(NodeState state)
    {
        var work = WorkItem.For(state);
        return work.IsEmpty ? "none" : string.Join("; ", work.Select(Words.Of));
    }
}
