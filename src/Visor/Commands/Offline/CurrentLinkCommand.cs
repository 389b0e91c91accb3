using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Visor.Users;

namespace Visor.Commands.Offline;

/// <summary>Links <c>current</c> for an operator who waits for it, and says what has become of what stood there.</summary>
internal sealed class CurrentLinkCommand(VisorHome home, CurrentLink link, CommandConsole output)
{
    /// <param name="folder">Absolute path of the release's folder.</param>
    /// <exception cref="VisorException">It names what it named.</exception>
    public void PointTo(string folder)
    {
        try
        {
            if (link.Read() is CurrentLinkState.NotALink)
                output.Say($"Moved the old {home.Current} to {MoveAside.Current(home)}.");
            if (!link.PointTo(folder))
                output.Warn("this file system cannot sync a folder, so `current` may not survive a power failure");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(PassingTrouble.ExitCodeOf(e), $"{PlainText.Clause(e)}; {AccessRemedy.For(home, home.Root, e)}; then try again");
        }
    }
}
