using Visor.Model;

namespace Visor.Processes;

/// <summary>Whether the init of a container starts another Visor after the last one has ended. Pure, but for the crashes that it counts.</summary>
internal sealed class SuccessionRule
{
    /// <summary>Whoever crashes sooner has been no use; so often in a row, and another will be none either.</summary>
    private const int MostCrashes = 3;

    private static readonly TimeSpan OfUse = TimeSpan.FromSeconds(10);

    private int _crashes;

    /// <param name="exit">How the last one has ended.</param>
    /// <param name="lifetime">Of the last one.</param>
    /// <param name="hasLeftSomething">What it has started still runs.</param>
    /// <param name="isStopping">The container was asked to end.</param>
    public bool HasSuccessor(ProcessExit exit, TimeSpan lifetime, bool hasLeftSomething, bool isStopping)
    {
        if (isStopping || !hasLeftSomething)
            return false;
        if (exit.Code is ExitCodes.HandedOver)
            return true;
        if (exit.Signal is null)
            return false; // It has said why it does not go on, and the next one would say the same.
        _crashes = lifetime < OfUse ? _crashes + 1 : 1;
        return _crashes < MostCrashes;
    }
}
