namespace Visor.SimulatedNode.Processes;

/// <summary>An exclusive flock(2) that lives as long as the process.</summary>
internal static class HomeLock
{
    private const int WouldBlock = 11;

    /// <returns>Null: another process holds it.</returns>
    public static FileStream? TryTake(string path)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB), and the descriptor is not inherited by children.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }
}
