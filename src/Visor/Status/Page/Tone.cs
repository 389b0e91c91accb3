namespace Visor.Status.Page;

/// <summary>A tone as the style of the page names it.</summary>
internal static class Tones
{
    public static Html Name(Tone tone) => Html.Trusted(tone switch
    {
        Tone.Good => "good",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        _ => "calm",
    });

    public static Html Badge(Tone tone, string word) => Html.Of($"<span class=\"badge\" data-tone=\"{Name(tone)}\">{word}</span>");
}

/// <summary>What is marked on the timeline, each with a shape of its own beside its colour.</summary>
internal enum MarkKind
{
    Upgrade,
    Restart,
    Stop,
    Failure,
}
