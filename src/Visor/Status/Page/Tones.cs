namespace Visor.Status.Page;

/// <summary>A tone as the style of the page names it.</summary>
internal static class Tones
{
    public static Html Of(Tone tone) => Html.Trusted(tone switch
    {
        Tone.Good => "good",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        _ => "calm",
    });

    public static Html Badge(Tone tone, string word) => Html.Of($"<span class=\"badge\" data-tone=\"{Of(tone)}\">{word}</span>");
}
