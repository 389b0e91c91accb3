using System.Text;
using Microsoft.Win32.SafeHandles;
using Visor.Commands.Offline;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Platform;
using Visor.Switching;

namespace Visor.Commands;

/// <summary>Asks the operator to confirm that an upgrade is called off.</summary>
internal static class Confirmation
{
    private const int MaxAnswerChars = 64;

    /// <returns>The upgrade that is called off.</returns>
    /// <exception cref="VisorException">There is none, or it has not been confirmed.</exception>
    public static UpgradePlan Demand(VisorHome home, string word, bool yes, TextWriter output)
    {
        var content = JournalReading.Read(home);
        var history = JournalState.Replay(content.Entries);
        if (Meant(history, ReleaseHistory.Replay(content.Entries), word) is not { } plan)
            throw new VisorException(ExitCodes.Usage, $"the journal of {home.Root} has no due or accepted upgrade, and the running release does not come from one: omit --abandon-upgrade");
        output.WriteLine($"{AbandonWarning.Warning(plan, PlainText.Excerpt(word))}.");
        if (yes)
            return plan;
        if (Console.IsInputRedirected)
            throw new VisorException(ExitCodes.Usage, "nothing was done, because there is no terminal to ask for confirmation: if the network has called the upgrade off, add --yes");
        return Ask(plan, output) ? plan : throw new VisorException(ExitCodes.Usage, "not confirmed; nothing was done");
    }

    /// <summary>Asks on the terminal.</summary>
    public static bool Ask(UpgradePlan plan, TextWriter output)
    {
        output.Write($"Has the network called off the upgrade to {plan.Tag}? Type yes: ");
        output.Flush();
        return string.Equals(Answer().Trim(), "yes", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A line that is typed. Console.In would set the terminal up for a program that owns it, and leave it so.</summary>
    public static unsafe string Answer()
    {
        using var input = new SafeFileHandle(0, ownsHandle: false);
        var answer = stackalloc byte[MaxAnswerChars];
        var length = 0;
        while (length < MaxAnswerChars && Native.Read(input, answer + length, 1) == 1 && answer[length] != '\n')
            length++;
        return Encoding.UTF8.GetString(answer, length);
    }

    private static UpgradePlan? Meant(JournalState history, ReleaseHistory past, string word)
    {
        if (history.InFlight is not null || history.Active is not { } active)
            return history.InFlight;
        var passed = SwitchRules.PassedBy(active, past);
        var isWayBack = past.All.Any(r => (string.Equals(r.Release.Tag.Value, word, StringComparison.Ordinal) || string.Equals(r.Release.Folder, word, StringComparison.Ordinal))
            && past.RanBefore(r.Release.Tag, active.Passed));
        return isWayBack ? passed : active.Accepted ?? passed;
    }
}
