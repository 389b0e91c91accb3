namespace Visor.Configuration;

/// <summary>The stamp that Visor keeps beside the chain's data: <c>[dataStamp]</c>.</summary>
internal sealed record DataStampConfig
{
    public bool Enabled { get; init; } = true;

    /// <summary>Absolute path of the file; null: in the core's <c>--home</c>.</summary>
    public string? Path { get; init; }
}

/// <summary>Reads <c>[dataStamp]</c>.</summary>
internal sealed class DataStampReader(TableReader table, DataStampConfig defaults, ProblemList problems, IReadOnlyList<string> knownKeys)
{
    public DataStampConfig Read()
    {
        var config = new DataStampConfig { Enabled = table.Flag("enabled") ?? defaults.Enabled, Path = File() };
        table.WarnUnknownKeys(knownKeys);
        return config;
    }

    private string? File()
    {
        if (table.NonEmptyString("path", "the path of a file beside the chain's data, or delete the line") is not { } file)
            return null;
        if (file.Text.EndsWith('/'))
        {
            table.Wrong(file.Entry, "must be the path of a file, not of a folder; append the name of a file");
            return null;
        }

        return System.IO.Path.GetFullPath(file.Text, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(problems.File)) ?? "/");
    }
}
