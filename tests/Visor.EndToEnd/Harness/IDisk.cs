namespace Visor.EndToEnd.Harness;

/// <summary>A file system of a test's own, on which a home can lie.</summary>
internal interface IDisk : IAsyncDisposable
{
    /// <summary>Where it is mounted.</summary>
    string Path { get; }
}
