namespace Visor.Home;

/// <summary>Whose a home is. What root puts there by mistake, the Visor of that user can neither change nor remove.</summary>
internal static class HomeOwner
{
    // struct statx is the same on every architecture.
    private const int ResultSize = 256;
    private const int UserOffset = 20;

    /// <exception cref="VisorException">This is root, and the home is somebody else's.</exception>
    public static void RefuseRoot(VisorHome home, string commandLine)
    {
        if (Native.EffectiveUser() == 0 && Of(home.Root) is { } owner && owner != 0)
        {
            throw new VisorException(
                ExitCodes.Usage, $"{home.Root} belongs to the user with uid {owner}, and what root puts there is in the way of that user's Visor: run `sudo -u '#{owner}' {commandLine}`");
        }
    }

    /// <returns>The owner's uid; null: it cannot be told.</returns>
    public static unsafe uint? Of(string path)
    {
        var result = stackalloc byte[ResultSize];
        return Native.Statx(Native.AT_FDCWD, path, 0, Native.STATX_BASIC_STATS, result) == 0 ? *(uint*)(result + UserOffset) : null;
    }
}
