using Visor.History;
using Visor.Home;
using Visor.Model;
using Visor.Status.Showing;

namespace Visor.Commands;

/// <summary><c>visor history</c>: what has happened on a home.</summary>
internal static class HistoryCommand
{
    private const int Usual = 50;

    public static Verb Create(HomeOption home, Func<string, string?> environment)
    {
        var last = NumberOption.Of("--last", least: 0, "a number of events");
        last.Description = $"How many of the last events to show; 0: all. Default: {Usual}.";
        var format = OutputFormat.Option();
        var command = new Verb("history", "Show upgrades, restarts and failures with their durations, from the journal.", "visor history --home /var/lib/visor --last 20")
        {
            last,
            format,
        };
        command.SetAction(parsed => Show(
            HomeOption.Recognized(home.Open(parsed)), parsed.GetValue(last) ?? Usual, OutputFormat.IsJson(parsed, format), parsed.InvocationConfiguration.Output, environment));
        return command;
    }

    private static int Show(VisorHome home, int last, bool asJson, TextWriter output, Func<string, string?> environment)
    {
        var history = NodeHistory.Read(home.Journal);
        if (last > 0 && history.Episodes.Length > last)
            history = history with { Episodes = history.Episodes[^last..] };
        if (asJson)
            output.WriteLine(HistoryReport.Create(history).Json());
        else if (!history.HasJournal)
            output.WriteLine($"Nothing has run in {home.Root} yet.");
        else
            Write(new HistoryText(Terminal.OfStandardOutput(environment)).Lines(history.Episodes), output);
        if (history.Problem is { } problem)
            throw new VisorException(ExitCodes.Failed, $"the journal {home.Journal} cannot be read{(history.Episodes.IsEmpty ? "" : " to its end")}: {problem}");
        return ExitCodes.Success;
    }

    private static void Write(IReadOnlyList<string> lines, TextWriter output)
    {
        foreach (var line in lines)
            output.WriteLine(line);
    }
}
