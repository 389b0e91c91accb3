using System.Globalization;
using System.Text;

namespace Visor.SimulatedCosmosNode.Home;

/// <summary>Writes <c>data/upgrade-info.json</c> as the real module does: truncated, then written, never renamed and never synced.</summary>
internal static class UpgradeInfoFile
{
    public static string Text(string name, long height, string info, bool heightAsText)
    {
        var number = height.ToString(CultureInfo.InvariantCulture);
        return $$"""{"name":{{GoJson.Quote(name)}},"time":"0001-01-01T00:00:00Z","height":{{(heightAsText ? $"\"{number}\"" : number)}}"""
            + (info.Length == 0 ? "}" : $",\"info\":{GoJson.Quote(info)}}}");
    }

    /// <param name="betweenTruncationAndWrite">Called while the file is empty.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, string text, Action betweenTruncationAndWrite)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        betweenTruncationAndWrite();
        file.Write(Encoding.UTF8.GetBytes(text));
    }
}
