using Visor.Home;
using Visor.Model;
using Visor.Status.Reading;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>visor resume</c>: ends the operator's veto.</summary>
internal static class ResumeCommand
{
    public static Verb Create(HomeOption home)
    {
        var command = new Verb("resume", "End `visor hold`: an upgrade that is due goes on at once.", "visor resume --home /srv/visor");
        command.SetAction(parsed =>
        {
            Resume(HomeOption.Recognized(home.Open(parsed)), parsed.InvocationConfiguration.Output);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Resume(VisorHome home, TextWriter output)
    {
        var hold = new HoldFile(home);
        if (hold.WhyUnknown() is { } unknown)
            throw new VisorException(ExitCodes.Failed, $"{unknown}, so whether the switch is held is not known; {AccessRemedy.ForRights(home, home.Root)}");
        if (hold.Read() is not { } held)
        {
            output.WriteLine("Nothing is held.");
            return;
        }

        var status = new StatusReader(home).Read().Now;
        try
        {
            hold.Remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{home.Hold} cannot be removed, so the switch is still held: {PlainText.Clause(e)}; {AccessRemedy.For(home, home.Root, e)}");
        }

        output.WriteLine($"No longer held ({held}).");
        output.WriteLine(PlainText.Line(status switch
        {
            { Visor.Running: false } or null => $"No Visor runs; the next `visor run --home {ShellWord.Quote(home.Root)}` upgrades without waiting.",
            { Upgrade: { State: "due", Reason: { } reason } upgrade } => $"The upgrade to {upgrade.Tag} is due and waits for something else: {PlainText.Excerpt(reason, 1000)}",
            { Upgrade: { State: "held" or "due" } upgrade } => $"Visor goes on with the upgrade to {upgrade.Tag} now; `visor status --watch --home {ShellWord.Quote(home.Root)}` shows it.",
            { Upgrade: { } upgrade } => $"Visor switches to {upgrade.Tag} at block {upgrade.Height}.",
            _ => "No upgrade is accepted now.",
        }));
    }
}
