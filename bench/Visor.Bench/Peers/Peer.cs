namespace Visor.Bench.Peers;

/// <summary>What is measured beside Visor, and Visor itself.</summary>
internal abstract class Peer(string name)
{
    public string Name { get; } = name;

    /// <summary>Why it cannot be measured here; null: it can.</summary>
    public virtual string? Lack => null;

    /// <summary>An executable on PATH or where Debian puts what only root calls.</summary>
    protected static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
