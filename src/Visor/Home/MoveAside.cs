using System.Runtime.InteropServices;
using Visor.Platform;

namespace Visor.Home;

/// <summary>Clears the place of <c>current</c> of what is not a link, without deleting anything.</summary>
internal static class MoveAside
{
    /// <summary>Renames it to <c>current.aside</c> or, if that is taken, <c>current.aside-2</c> and so on.</summary>
    /// <returns>Its new path.</returns>
    /// <exception cref="IOException">It stands where it stood.</exception>
    public static string Current(VisorHome home)
    {
        var aside = Names(home.Current + ".aside").First(IsFree);
        return Native.Rename(home.Current, aside) == 0
            ? aside
            : throw new IOException($"{home.Current} cannot be renamed to {aside}: {Native.Describe(Marshal.GetLastPInvokeError())}");
    }

    private static IEnumerable<string> Names(string first) =>
        Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{first}-{number}").Prepend(first);

    // A broken link is there too, and a rename would replace it.
    private static bool IsFree(string path) => !Path.Exists(path) && new FileInfo(path).LinkTarget is null;
}
