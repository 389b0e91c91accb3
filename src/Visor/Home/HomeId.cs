using System.Text;
using System.Text.RegularExpressions;
using Visor.Platform.Files;

namespace Visor.Home;

/// <summary>The id of this home: a random word in <c>.visor/home-id</c>, created once.</summary>
internal static partial class HomeId
{
    private const int Length = 32;

    /// <exception cref="IOException">The id cannot be read, or there is none and none can be created.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read or create the id.</exception>
    public static string Hash(VisorHome home)
    {
        if (Read(home) is { } known)
            return known;
        var id = Guid.NewGuid().ToString("N"); // Of getrandom(2), which every machine has; OpenSSL it may lack.
        DurableFile.Replace(home.Id, Encoding.ASCII.GetBytes(id + "\n"));
        return id;
    }

    /// <summary>Null: there is none that can be read. Nothing is made.</summary>
    public static string? Known(VisorHome home)
    {
        try
        {
            return Read(home);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // What is no id any more cannot be told from another home's.
    private static string? Read(VisorHome home)
    {
        try
        {
            var text = Encoding.UTF8.GetString(BoundedFileReader.Read(home.Id, 2 * Length)).Trim();
            return Shape().IsMatch(text) ? text : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[0-9a-f]{32}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
