namespace Visor.Home;

/// <summary>What a chain family calls the files of its homes.</summary>
/// <param name="Config">The file with Visor's settings.</param>
/// <param name="Releases">The folder below the home in which the releases lie; empty: the home itself.</param>
internal sealed record HomeLayout(string Config, string Releases)
{
    /// <summary>The layout of a home that <c>visor init</c> makes.</summary>
    public static HomeLayout Own { get; } = new("config.toml", "");

    /// <summary>Whether there has to be a file with settings.</summary>
    public bool NeedsConfig { get; init; } = true;

    /// <summary>Whether what people call the home is the folder above.</summary>
    public bool IsBelowHome { get; init; }
}
