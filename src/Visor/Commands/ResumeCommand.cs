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
        var command = new Verb("resume", "End `visor hold`: an upgrade that is due continues at once.", "visor resume --home /var/lib/visor");
        command.SetAction(parsed =>
        {
            var asked = OperatorName.FindOwn(); // Before it becomes the owner of the home.
            Resume(HomeOption.Recognized(home.Open(parsed)), asked, parsed.InvocationConfiguration.Output);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Resume(VisorHome home, string asked, TextWriter output)
    {
        var hold = new HoldFile(home);
        if (hold.WhyUnknown() is { } unknown)
            throw new VisorException(ExitCodes.Failed, $"{unknown}, so Visor cannot tell whether there is a hold; {AccessRemedy.ForRights(home, home.Root)}");
        if (hold.Read() is not { } held)
        {
            output.WriteLine("There is no hold.");
            return;
        }

        if (hold.IsFolder)
            throw new VisorException(ExitCodes.Failed, $"the hold remains: {AccessRemedy.FolderInPlaceOf(home.Hold)}");

        var status = new StatusReader(home).Read().Now;
        var lifting = new HoldLifting(home);
        try
        {
            lifting.Leave(OperatorName.Behind(asked, OperatorName.FindOwn()));
            hold.Remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            lifting.Discard();
            throw new VisorException(ExitCodes.Failed, $"{home.Hold} cannot be removed, so the hold remains: {AccessRemedy.Cause(e)}; {AccessRemedy.For(home, home.Root, e)}");
        }

        output.WriteLine($"Hold released ({held}).");
        output.WriteLine(PlainText.Line(status switch
        {
            { Visor.Running: false } or null => $"No Visor is running; the next `{home.RunCommand}` upgrades without waiting.",
            { Upgrade: { State: "due", Reason: { } reason } upgrade } => $"The upgrade to {upgrade.Tag} is due but blocked: {PlainText.Excerpt(reason, 1000)}",
            { Upgrade: { State: "held" or "due" } upgrade } => $"Visor continues the upgrade to {upgrade.Tag} now; follow it with `visor status --watch --home {home.Word}`.",
            { Upgrade: { } upgrade } => $"Visor will switch to {upgrade.Tag} at block {upgrade.Height}.",
            _ => "No upgrade is accepted now.",
        }));
    }
}
