namespace Visor.Model;

/// <summary>How a release is made ready from a file of one's own. Whoever finds something wrong in a file knows neither the release nor the home; whoever tells it does.</summary>
internal static class StageHint
{
    public const string Command = "visor stage TAG --from FILE";

    /// <summary>The same text with the command as it is typed for this release of this home.</summary>
    /// <param name="homeWord">The home, as it is typed.</param>
    public static string In(string text, ReleaseTag tag, string homeWord) =>
        text.Replace(Command, $"visor stage {tag} --from FILE --home {homeWord}", StringComparison.Ordinal);
}
