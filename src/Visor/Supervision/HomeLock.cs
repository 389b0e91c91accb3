using Visor.Home;
using Visor.Model;
using Visor.Node;
using Visor.Platform;
using Visor.Processes;
using Visor.Users;

namespace Visor.Supervision;

/// <summary>Makes this the one Visor that works on a home, for as long as it lives.</summary>
internal static class HomeLock
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <exception cref="VisorException">Another Visor runs on this home, or it cannot be written.</exception>
    public static async Task<FileLock> Take(VisorHome home, TimeProvider time) =>
        await TryTake(home, time) ?? throw new VisorException(ExitCodes.Busy, WhoHolds(home));

    /// <returns>Null: another Visor runs on this home.</returns>
    /// <exception cref="VisorException">The home cannot be written.</exception>
    public static async Task<FileLock?> TryTake(VisorHome home, TimeProvider time, TimeSpan? patience = null)
    {
        try
        {
            Directory.CreateDirectory(home.Private);
            return await FileLock.Exclusive(home.Lock, patience ?? Timeout, time, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PassingTrouble.ExitCodeOf(e) is ExitCodes.Failed and var passing
                ? new VisorException(passing, $"Visor cannot use its own folder {home.Private} now: {PlainText.Clause(e)}; check its disk")
                : new VisorException(ExitCodes.Configuration, $"Visor cannot write its own folder {home.Private}: {PlainText.Clause(e)}; {AccessRemedy.For(home, home.Lock, e)}");
        }
    }

    private static string WhoHolds(VisorHome home) =>
        $"another Visor is running on {home.Root}: {home.Lock} is held by {LaunchPreconditions.HolderOf(home.Lock)}; only one can run: stop that one first, or leave it running";
}
