using System.CommandLine;
using Visor.Home;
using Visor.Model;
using Visor.Status.Reading;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>visor hold</c>: the operator's veto.</summary>
internal static class HoldCommand
{
    private const string Example = "visor hold \"waiting for the team's word\" --home /srv/visor";

    public static Verb Create(HomeOption home)
    {
        var reason = new Argument<string>("REASON") { Description = "Why, in one line; it is shown wherever the upgrade is shown." };
        var command = new Verb("hold", "Keep Visor from switching to another release until `visor resume`. The node runs on.", Example) { reason };
        command.SetAction(parsed =>
        {
            var existing = HomeOption.Recognized(home.Open(parsed));
            Hold(existing, Checked(existing, parsed.GetRequiredValue(reason)), parsed.InvocationConfiguration.Output);
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Checked(VisorHome home, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new VisorException(ExitCodes.Usage, $"a reason is missing, and whoever is woken by the hold needs one: visor hold \"waiting for the team's word\" --home {ShellWord.Quote(home.Root)}");
        if (reason.Length > HoldFile.ReasonLimit)
            throw new VisorException(ExitCodes.Usage, $"the reason has {reason.Length} characters, and {HoldFile.ReasonLimit} are shown; make it shorter");
        return PlainText.Excerpt(reason, HoldFile.ReasonLimit);
    }

    private static void Hold(VisorHome home, string reason, TextWriter output)
    {
        var hold = new HoldFile(home);
        var before = hold.Read();
        try
        {
            hold.Write(reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{home.Hold} cannot be written, so nothing is held: {PlainText.Clause(e)}; {AccessRemedy.For(home, home.Root, e)}");
        }

        output.WriteLine(before is null ? $"Held: {reason}" : $"Held: {reason} (before: {before})");
        foreach (var line in Consequences(home, new StatusReader(home).Read().Now))
            output.WriteLine(PlainText.Line(line));
        output.WriteLine($"`visor resume --home {ShellWord.Quote(home.Root)}` ends it.");
    }

    private static IEnumerable<string> Consequences(VisorHome home, NodeStatus? status) => status switch
    {
        { Visor.Running: true, Node.State: "upgrading", Upgrade: null or { State: "due", Reason: null } } =>
            [$"This may come too late: the switch to {status.Upgrade?.Tag ?? status.Node.Release} has begun or is about to; `visor status --home {ShellWord.Quote(home.Root)}` shows it."],
        { Upgrade: { State: "due" or "held" } upgrade } =>
            [$"The upgrade to {upgrade.Tag} is due: the chain has stopped at block {upgrade.Height} for this node, and every block until you resume is missed."],
        { Upgrade: { } upgrade } =>
            [$"The release is made ready all the same. From block {upgrade.Height} on the old release does not go on, so that until you resume every block is missed."],
        _ => ["No upgrade is accepted now. When one becomes due, the old release does not go on, and every block until you resume is missed."],
    };
}
