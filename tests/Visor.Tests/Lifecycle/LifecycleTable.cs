using System.Text;
using Visor.Lifecycle;

namespace Visor.Tests.Lifecycle;

/// <summary>Every state × event → next state and its work, as a page for people: what changes as lists, what does not as one matrix.</summary>
internal static class LifecycleTable
{
    private const string Head = """
        # Every state, every event

        Written by a test from `NodeLifecycle.Decide` and `NodeWork.Of`; a change of behaviour is a change of this page. The running
        release is v0.1.0, the known plan is v0.2.0 at block 100, another plan is v0.3.0 at block 200, and 3 restarts are allowed.
        Under each state stands its work, then each event that changes it, what it becomes, and the work of that. An event that is not
        in its list leaves it unmoved: the matrix at the end has every pair.

        """;

    private const string MatrixHead = """

        ## What leaves a state unmoved

        `=`: the event of this column leaves the state of this row as it is. `>`: it changes it, see the list of the state.

        """;

    public static string Text()
    {
        var page = new StringBuilder(Head);
        foreach (var state in Samples.States)
            Changes(page, state);
        Matrix(page);
        return page.ToString();
    }

    private static void Changes(StringBuilder page, NodeState state)
    {
        page.Append($"\n## {GoldenWords.Of(state)}\n\nWork: {Work(state)}\n\n");
        foreach (var happened in Samples.Events.Where(e => Moves(state, e)))
            page.Append($"- {GoldenWords.Of(happened)} → {Told(Next(state, happened))}\n");
        if (!Samples.Events.Any(e => Moves(state, e)))
            page.Append("Nothing changes it.\n");
    }

    private static string Told(NodeState next) => $"{GoldenWords.Of(next)}; work: {Work(next)}";

    // The columns have letters: their names are longer than their contents.
    private static void Matrix(StringBuilder page)
    {
        page.Append(MatrixHead).Append('\n');
        foreach (var (column, happened) in Samples.Events.Index())
            page.Append($"- {Letter(column)}: {GoldenWords.Of(happened)}\n");
        page.Append($"\n```\n{string.Join(' ', Samples.Events.Index().Select(e => Letter(e.Index)))}\n");
        foreach (var state in Samples.States)
            page.Append($"{string.Join(' ', Samples.Events.Select(e => Moves(state, e) ? '>' : '='))}  {GoldenWords.Of(state)}\n");
        page.Append("```\n");
    }

    private static char Letter(int column) => column < 26 ? (char)('a' + column) : (char)('A' + column - 26);

    private static bool Moves(NodeState state, NodeEvent happened) => Next(state, happened) != state;

    private static NodeState Next(NodeState state, NodeEvent happened) => NodeLifecycle.Decide(state, happened, Given.ThreeRestarts);

    private static string Work(NodeState state)
    {
        var work = WorkItem.For(state);
        return work.IsEmpty ? "none" : string.Join("; ", work.Select(GoldenWords.Of));
    }
}
