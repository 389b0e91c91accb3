using System.Globalization;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Recovery;

/// <summary>
/// The old release is to be started, and its core was stopped without having said whether it stood ready for the upgrade. If it did, it would run past the block now:
/// where nothing shows that it did not, a person has to look. Pure.
/// </summary>
internal static class UncertainStart
{
    /// <returns>Null: it may be started.</returns>
    public static Failure? Check(ActiveRelease active, UncertainStop? unsure, VisorHome home)
    {
        if (unsure is null || active.Upcoming is not { } plan || unsure.AtMost < plan.Height)
            return null;
        var height = plan.Height.ToString(CultureInfo.InvariantCulture);
        return new Failure(
            $"the node stopped without saying whether it was ready for the upgrade to {plan.Tag} at block {height}: if it was, "
            + $"{active.Release.Tag} would run past that block and fork; nothing was started; you must decide: compare block {height} with where the network is\n"
            + $"  the network is before that block: visor resolve --home {home.Word} --keep-journal   ({active.Release.Tag} continues; then start Visor)\n"
            + $"  it has reached it:               visor switch {plan.Tag} --height {height} --home {home.Word}   ({plan.Tag} starts at that block; then start Visor)",
            ExitCodes.Configuration);
    }
}
