namespace Visor.Processes;

/// <summary>
/// Where a standard stream of Visor leads to, and with it what a process of the node writes: it inherits both streams, so that nothing of Visor's stands
/// between the two.
/// </summary>
internal abstract record OutputTarget
{
    private const string Socket = "socket:[";

    /// <summary>A file, which can be read again.</summary>
    /// <param name="Descriptor">A path that opens it, also when its name is gone.</param>
    public sealed record OfFile(string Descriptor) : OutputTarget;

    /// <summary>systemd's journal.</summary>
    public sealed record Journald : OutputTarget;

    /// <summary>Somewhere from where nothing comes back.</summary>
    /// <param name="Where">For people: it follows "goes directly to".</param>
    public sealed record Elsewhere(string Where) : OutputTarget;

    /// <param name="descriptor">1 or 2.</param>
    /// <param name="journalStream">The environment's <c>JOURNAL_STREAM</c>, systemd.exec(5): device and inode of the stream that systemd has made; null: it has made none.</param>
    public static OutputTarget Of(int descriptor, string? journalStream) => Of(LinkOf(descriptor), $"/proc/self/fd/{descriptor}", journalStream);

    /// <param name="link">What the descriptor's link in <c>/proc</c> says, proc_pid_fd(5); null: it cannot be read.</param>
    internal static OutputTarget Of(string? link, string descriptor, string? journalStream) => link switch
    {
        null => new Elsewhere("where Visor's own goes"),
        "/dev/null" => new Elsewhere("/dev/null"),
        _ when link.StartsWith("pipe:", StringComparison.Ordinal) => new Elsewhere("a pipe; look at its reader, such as `docker logs`"),
        _ when link.StartsWith(Socket, StringComparison.Ordinal) => IsOf(journalStream, link) ? new Journald() : new Elsewhere("a socket; look at its reader"),
        _ when link.StartsWith("/dev/", StringComparison.Ordinal) => new Elsewhere("the terminal"),
        _ when link.StartsWith('/') => new OfFile(descriptor),
        _ => new Elsewhere("where Visor's own goes"),
    };

    private static bool IsOf(string? journalStream, string link) =>
        journalStream?.Split(':') is [_, var inode] && string.Equals(link, $"{Socket}{inode}]", StringComparison.Ordinal);

    private static string? LinkOf(int descriptor)
    {
        try
        {
            return new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
