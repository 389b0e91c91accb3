namespace Visor.Configuration;

/// <summary>The stamp that Visor keeps beside the chain's data: <c>[dataStamp]</c>.</summary>
internal sealed record DataStampConfig
{
    public bool Enabled { get; init; } = true;

    /// <summary>Absolute path of the file; null: in the core's <c>--home</c>.</summary>
    public string? Path { get; init; }
}
