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

    /// <summary>The command that runs a home in which nothing has run yet, of the home as it is typed; null: as any other.</summary>
    public Func<string, string>? FirstRun { get; init; }

    /// <summary>Whether what people call the home is the folder above.</summary>
    public bool IsBelowHome { get; init; }
}
