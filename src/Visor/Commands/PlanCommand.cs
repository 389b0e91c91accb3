using System.CommandLine;
using System.Globalization;
using Visor.Chains;
using Visor.Home;
using Visor.Model;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>visor plan</c>: an upgrade that the operators of a network have agreed on among themselves, without a vote of the chain.</summary>
internal static class PlanCommand
{
    public static Verb Create(HomeOption home, Func<string, string?> environment, TimeProvider time)
    {
        var name = new Argument<string?>("NAME") { Description = "What the upgrade is called. Without it, the plans are listed.", Arity = ArgumentArity.ZeroOrOne };
        var height = new Option<string?>("--height") { Description = "The first block of the new release.", HelpName = "BLOCK" };
        var binary = new Option<string?>("--binary") { Description = "The binary or archive of the new release: staged at once.", HelpName = "FILE" };
        var sha256 = new Option<string?>("--sha256") { Description = "The expected SHA-256 of that file.", HelpName = "HEX" };
        var remove = new Option<bool>("--remove") { Description = "Forget the plan." };
        var command = new Verb(
            "plan", "Plan an upgrade at a block yourself, for a Cosmos SDK chain. Visor switches there as at an upgrade of the network.", "visor plan v28.1.1 --height 32830000 --binary gaiad --home /home/gaia/.gaia")
        {
            name, height, binary, sha256, remove,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var existing = HomeOption.Recognized(home.Open(parsed));
            var chain = home.ChainOf(existing);
            var plans = chain.Plans ?? throw new VisorException(ExitCodes.Usage, "an upgrade of this chain is planned by its network alone; `visor switch TAG` runs another release now");
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(name) is not { } wanted)
                return List(plans, output);
            if (parsed.GetValue(remove))
                return Remove(plans, wanted, existing, output);
            var block = HeightOf(parsed.GetValue(height));
            var tag = plans.TagOf(wanted) ?? throw new VisorException(ExitCodes.Usage, $"{PlainText.Excerpt(wanted)} cannot be the name of an upgrade: its folder would have no valid name");
            PlanRefusal.Throw(existing, chain.Layout, wanted, block, tag);
            if (parsed.GetValue(binary) is { } file)
                await StageCommand.Stage(existing, chain, tag, StageCommand.FileOf(file), StageCommand.DigestOf(parsed.GetValue(sha256), file), output, environment, time, cancellation);
            return Set(plans, wanted, block, tag, existing, output);
        });
        return command;
    }

    private static int List(IOperatorPlans plans, TextWriter output)
    {
        foreach (var problem in plans.Problems)
            throw new VisorException(ExitCodes.Configuration, problem);
        if (plans.All.IsEmpty)
            output.WriteLine("No plans of the operator's.");
        foreach (var plan in plans.All)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PlainText.Excerpt(plan.Name)} at block {plan.Height}"));
        return ExitCodes.Success;
    }

    private static int Remove(IOperatorPlans plans, string name, VisorHome home, TextWriter output)
    {
        var isRemoved = Try(home, () => plans.Remove(name));
        if (plans.HowToTakeBack(name) is { } how)
            throw new VisorException(ExitCodes.Failed, $"{PlainText.Excerpt(name)} {how}");
        if (!isRemoved)
            throw new VisorException(ExitCodes.Failed, $"there is no plan {PlainText.Excerpt(name)} of `visor plan`; `visor plan --home {home.Word}` lists them");
        output.WriteLine($"{PlainText.Excerpt(name)} is planned no more. A node that was told to halt at its block halts there until it is started again.");
        return ExitCodes.Success;
    }

    private static int Set(IOperatorPlans plans, string name, ulong height, ReleaseTag tag, VisorHome home, TextWriter output)
    {
        Try(home, () =>
        {
            plans.Set(name, height);
            return true;
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tag} is planned: its first block is {height}."));
        output.WriteLine(
            "Visor watches the block height and stops the old release there, which may be some blocks late. Restart the service before that block to have it exact: the node is then told to halt there itself.");
        return ExitCodes.Success;
    }

    private static bool Try(VisorHome home, Func<bool> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"the plan cannot be written down: {PlainText.Clause(e)}; {AccessRemedy.For(home, home.Private, e)}");
        }
    }

    private static ulong HeightOf(string? text) => text is null
        ? throw new VisorException(ExitCodes.Usage, "--height is missing; give the first block of the new release")
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var height) && height is > 1 and <= long.MaxValue
            ? height
            : throw new VisorException(ExitCodes.Usage, $"--height {PlainText.Excerpt(text)} is no block; give the first block of the new release, a number above 1");
}
