namespace Visor.Status.Page;

/// <summary>The icon of the browser's tab: a full disc while all is well, another shape and colour otherwise.</summary>
internal static class Icon
{
    public static Html Render(Tone tone) => Html.Trusted("data:image/svg+xml," + Uri.EscapeDataString(
        $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{Shape(tone)}</svg>"));

    private static string Shape(Tone tone) => tone switch
    {
        Tone.Good => "<circle cx='8' cy='8' r='7' fill='#12804f'/>",
        Tone.Warn => "<path d='M8 1l7 14H1z' fill='#c07a00'/>",
        Tone.Bad => "<rect x='1' y='1' width='14' height='14' fill='#c62b38'/>",
        _ => "<circle cx='8' cy='8' r='6' fill='none' stroke='#5b708c' stroke-width='3'/>",
    };
}
