namespace Visor.Status.Showing;

/// <summary>Colours of a terminal (ECMA-48, SGR), or none.</summary>
internal sealed class Palette(bool isColoured)
{
    public Func<string, string> Good { get; } = Colour(isColoured, 32);

    public Func<string, string> Bad { get; } = Colour(isColoured, 31);

    public Func<string, string> Attention { get; } = Colour(isColoured, 33);

    private static Func<string, string> Colour(bool isColoured, int code) => isColoured ? text => $"\u001b[{code}m{text}\u001b[0m" : text => text;
}
