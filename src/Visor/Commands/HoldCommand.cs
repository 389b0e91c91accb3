using System.CommandLine;
using Visor.Home;
using Visor.Model;
using Visor.Status.Reading;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>visor hold</c>: the operator's veto.</summary>
internal static class HoldCommand
{
    private const string Example = "visor hold \"waiting for the team's go-ahead\" --home /var/lib/visor";

    public static Verb Create(HomeOption home, TimeProvider time)
    {
        var reason = new Argument<string>("REASON") { Description = "Why, in one line; shown wherever the upgrade is shown." };
        var command = new Verb("hold", "Keep Visor from switching to another release until `visor resume`. The node keeps running.", Example) { reason };
        command.SetAction(parsed =>
        {
            var asked = OperatorName.FindOwn(); // Before it becomes the owner of the home.
            var existing = HomeOption.Recognized(home.Open(parsed));
            var order = new OperatorHold(Checked(existing, parsed.GetRequiredValue(reason)), OperatorName.Behind(asked, OperatorName.FindOwn()), time.GetUtcNow());
            Hold(existing, order, parsed.InvocationConfiguration.Output);
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Checked(VisorHome home, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new VisorException(ExitCodes.Usage, $"a reason is required, for the operator on call: visor hold \"waiting for the team's go-ahead\" --home {home.Word}");
        if (reason.Length > HoldFile.ReasonLimit)
            throw new VisorException(ExitCodes.Usage, $"the reason has {reason.Length} characters, but only {HoldFile.ReasonLimit} are shown; make it shorter");
        return PlainText.Excerpt(reason, HoldFile.ReasonLimit);
    }

    private static void Hold(VisorHome home, OperatorHold order, TextWriter output)
    {
        var hold = new HoldFile(home);
        var before = hold.Look(OperatorName.Words);
        if (hold.IsFolder)
            throw new VisorException(ExitCodes.Failed, $"the reason cannot be written, and {Words(before)} stays: {AccessRemedy.FolderInPlaceOf(home.Hold)}");
        try
        {
            hold.Write(order);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{home.Hold} cannot be written{Remains(hold, before, AccessRemedy.Cause(e))}; {AccessRemedy.For(home, home.Root, e)}");
        }

        output.WriteLine(before is null ? $"Held: {order.Reason}" : $"Held: {order.Reason} (before: {before.Reason})");
        foreach (var line in Consequences(home, new StatusReader(home).Read().Now))
            output.WriteLine(PlainText.Line(line));
        output.WriteLine($"`visor resume --home {home.Word}` ends the hold.");
    }

    private static string Remains(HoldFile hold, OperatorHold? before, string cause) => before switch
    {
        _ when hold.WhyUnknown() is not null => $", and Visor cannot tell whether there is a hold: {cause}",
        null => $", so there is no hold: {cause}",
        _ => $": {cause}; {Words(before)} stays: {before.Reason}",
    };

    private static string Words(OperatorHold? hold) =>
        $"the hold by {hold?.By ?? "an unknown user"} since {(hold?.Since is { } since ? UtcTime.Format(since) : "an unknown time")}";

    private static IEnumerable<string> Consequences(VisorHome home, NodeStatus? status) => status switch
    {
        { Visor.Running: true, Node.State: "upgrading", Upgrade: null or { State: "due", Reason: null } } =>
            [$"Too late to be sure: the switch to {status.Upgrade?.Tag ?? status.Node.Release} has started or is about to; `visor status --home {home.Word}` shows it."],
        { Upgrade: { State: "due" or "held" } upgrade } =>
            [$"The upgrade to {upgrade.Tag} is due: the node waits at block {upgrade.Height}. It misses every block until you resume."],
        { Upgrade: { } upgrade } =>
            [$"Visor keeps preparing the release. The old release stops at block {upgrade.Height}. Every block after that is missed until you resume."],
        _ => ["No upgrade is accepted now. When one becomes due, the old release stops at its block. Every block after that is missed until you resume."],
    };
}
