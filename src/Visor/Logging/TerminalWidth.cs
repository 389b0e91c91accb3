using Visor.Platform;

namespace Visor.Logging;

/// <summary>Whether a descriptor is a terminal, and how wide: TIOCGWINSZ of ioctl_tty(2), which only a terminal answers.</summary>
/// <remarks>.NET's own Console.WindowWidth takes over the terminal and SIGCHLD with it.</remarks>
internal static class TerminalWidth
{
    public const int StandardError = 2;

    // What a terminal has that does not say: a serial line, or one that was never sized.
    private const int Usual = 80;

    /// <summary>In columns; null: it is no terminal.</summary>
    public static unsafe int? Read(int descriptor)
    {
        Native.WindowSize size;
        if (Native.Ioctl(descriptor, Native.TIOCGWINSZ, &size) != 0)
            return null;
        return size.Columns == 0 ? Usual : size.Columns;
    }
}
