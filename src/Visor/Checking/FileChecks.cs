using Visor.Configuration;
using Visor.Home;
using Visor.Supervision.Journaling;
using Visor.Supervision.Resuming;

namespace Visor.Checking;

/// <summary>What lies in the home: configurations, <c>current</c>, journal, hold file.</summary>
internal static class FileChecks
{
    public static IEnumerable<Finding> Configuration<T>(string file, ConfigurationReading<T> reading)
        where T : class
    {
        foreach (var problem in reading.Problems)
            yield return new Finding(problem.Severity is ProblemSeverity.Error ? Verdict.Failure : Verdict.Warning, file, problem.ToString());
        if (reading.Problems.IsEmpty)
            yield return new Finding(Verdict.Ok, file, "is valid");
    }

    public static Finding Current(VisorHome home) => new CurrentLink(home).Read() switch
    {
        CurrentReading.Folder folder => new Finding(Verdict.Ok, home.Current, $"names {home.NameOf(folder.Path)}"),
        CurrentReading.Missing when !Path.Exists(home.Journal) =>
            new Finding(Verdict.Ok, home.Current, "is not there, so that genesis will be started"),
        CurrentReading.Missing => new Finding(Verdict.Failure, home.Current, "is missing, but there is a journal", $"run `visor resolve --home {home.Root} --keep-journal`"),
        CurrentReading.Broken broken => new Finding(Verdict.Failure, home.Current, $"leads to {broken.Target}, which does not exist", "put the folder back, or link the release that runs"),
        _ => new Finding(Verdict.Failure, home.Current, "is not a symlink, so it cannot be switched", "move it away and link the release that runs"),
    };

    public static Finding Journal(VisorHome home)
    {
        byte[] bytes;
        try
        {
            bytes = SmallFile.Read(home.Journal, int.MaxValue);
        }
        catch (FileNotFoundException)
        {
            return new Finding(Verdict.Ok, home.Journal, "is not there: nothing has run yet");
        }

        var content = JournalContent.ReadUntilDamage(bytes, out var problem);
        if (problem is not null)
            return new Finding(Verdict.Failure, home.Journal, problem);
        return Contradiction.Between(JournalHistory.Of(content.Entries), new CurrentLink(home).Read(), home, lives: null) is { } contradiction
            ? new Finding(Verdict.Failure, home.Journal, contradiction)
            : new Finding(Verdict.Ok, home.Journal, "can be read and agrees with current");
    }

    public static IEnumerable<Finding> Hold(VisorHome home)
    {
        if (new HoldFile(home).Read() is { } reason)
            yield return new Finding(Verdict.Warning, home.Hold, $"a due upgrade will wait: {reason}", $"`visor resume --home {home.Root}` lifts it");
    }
}
